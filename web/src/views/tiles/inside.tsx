// The cities of a province and their counties, a row a city and a tile a county.

import type { InsideQuery } from "../../gql/graphql";
import { href, usePage, useWords, type Indicator } from "../../page";
import { Empty } from "../../parts/states";
import { words } from "../../words";
import { edges } from "./layout";
import { known, Legend, Shaded, tone, type Value } from "./view";

type County = NonNullable<InsideQuery["regions"]>["nodes"][number];

const table = words(
  {
    title: (place: string, year: number) => `${place}, ${year}, county by county`,
    city: "City",
    together: "Together",
    counties: "Counties",
    direct: "directly under the province",
    none: "There are no counties here.",
  },
  {
    title: (place: string, year: number) => `${year} 年${place}，分县`,
    city: "市",
    together: "合计",
    counties: "县（市、区）",
    direct: "省直辖",
    none: "这里没有县级地区。",
  },
);

export function Inside({ data, indicator, year }: { data: InsideQuery; indicator: Indicator; year: number }) {
  const page = usePage();
  const w = useWords(table);
  const values = new Map<string, Value>((data.counties?.rows ?? []).map((r) => [r.region?.code ?? "", r.values[0]!]));
  const sums = new Map<string, Value>((data.cities?.rows ?? []).map((r) => [r.prefecture?.code ?? "", r.values[0]!]));
  const steps = edges(known([...values.values()]));
  const cities = byCity(data.regions?.nodes ?? []);
  const title = w.title(data.place?.name ?? "", year);
  if (cities.length === 0) return <Empty>{w.none}</Empty>;
  return (
    <section>
      <h2>{title}</h2>
      <div class="table cities" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.city}</th>
              <th scope="col" class="number">
                {w.together}
              </th>
              <th scope="col">{w.counties}</th>
            </tr>
          </thead>
          <tbody>
            {cities.map(({ code, name, counties }) => (
              <tr key={code}>
                <th scope="row">{name ?? w.direct}</th>
                <td class="number">
                  <Shaded value={sums.get(code)} indicator={indicator} />
                </td>
                <td>
                  <ul class="counties">
                    {counties.map((c) => (
                      <li key={c.code}>
                        <a class={tone(values.get(c.code), steps)} href={href(page, { view: "district", regions: c.code })}>
                          <span>{c.name}</span> <Shaded value={values.get(c.code)} indicator={indicator} />
                        </a>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Legend steps={steps} indicator={indicator} />
    </section>
  );
}

/** Counties under their cities, in the order of the codes; those under none stand together at the end. */
function byCity(counties: readonly County[]): { code: string; name: string | null; counties: County[] }[] {
  const cities = new Map<string, { code: string; name: string | null; counties: County[] }>();
  for (const c of counties) {
    const code = c.prefecture?.code ?? "";
    let city = cities.get(code);
    if (!city) cities.set(code, (city = { code, name: c.prefecture?.name ?? null, counties: [] }));
    city.counties.push(c);
  }
  return [...cities.values()].sort((a, b) => Number(a.code === "") - Number(b.code === "") || (a.code < b.code ? -1 : 1));
}
