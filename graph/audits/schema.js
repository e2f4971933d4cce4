// What a change of the schema does to clients: node schema.js RELEASED CURRENT prints each change as a line,
// "BREAKING", "DANGEROUS" or "SAFE" and what it is, and ends with 1 if one of them breaks a client.
import { readFile } from 'node:fs/promises';
import { diff, CriticalityLevel } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [released, current] = await Promise.all(
  process.argv.slice(2, 4).map(async (path) => buildSchema(await readFile(path, 'utf8'))),
);
const words = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'SAFE',
};
let broken = false;
for (const change of await diff(released, current)) {
  broken ||= change.criticality.level === CriticalityLevel.Breaking;
  console.log(`${words[change.criticality.level]} ${change.path ?? ''}: ${change.message}`);
}
process.exitCode = broken ? 1 : 0;
