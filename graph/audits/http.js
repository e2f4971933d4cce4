// Runs the server audits of graphql-http against the address given, a line an audit:
//   node http.js http://127.0.0.1:8080/graphql
// Ends with 1 unless every audit is passed without an error or a warning, and with as many audits as
// this file expects: one that no longer runs is not one that is passed.
import { auditServer } from "graphql-http";

const audits = 61;

const url = process.argv[2];
if (!url) {
  console.error("name the address of a server: node http.js http://127.0.0.1:8080/graphql");
  process.exit(2);
}
const results = await auditServer({ url });
let bad = 0;
for (const r of results) {
  if (r.status !== "ok") {
    bad++;
    console.log(`${r.status.toUpperCase()} ${r.id} ${r.name}: ${r.reason}`);
  }
}
console.log(`${results.length} audits, ${results.length - bad} passed`);
if (results.length !== audits) {
  console.log(`expected ${audits} audits`);
  bad++;
}
process.exit(bad ? 1 : 0);
