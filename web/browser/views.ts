// Every view with an address that shows it at work on the sample. A view without a line here fails the
// test that ranges over the folders.

export const views: Readonly<Record<string, string>> = {
  "": "/?within=130100",
  funnel: "/?view=funnel&within=130000&year=2023&indicator=NOT_HELD_SHARE&regions=130111",
  ranking: "/?view=ranking&within=130000&year=2023&indicator=REVIEW_CORRECTION_RATE&regions=130111",
  trend: "/?view=trend&regions=130111,130102&indicator=DISCLOSURE_RATE",
  distribution: "/?view=distribution&within=130000&year=2023&indicator=DISCLOSURE_RATE",
  outcomes: "/?view=outcomes&within=130100",
  applicants: "/?view=applicants&within=130100",
  district: "/?view=district&regions=130111&year=2023&indicator=DISCLOSURE_RATE",
  coverage: "/?view=coverage&within=130000",
  tiles: "/?view=tiles&year=2023&indicator=DISCLOSURE_RATE",
  ledger: "/?view=ledger&within=130000&year=2024",
  report: "/?view=report&report=130111-2023&line=UNABLE_NOT_HELD",
};

/** The drawer of cells, over a view. */
export const drawer = `${views["ranking"]}&cells=REVIEW_CORRECTION_RATE~2023~130111`;
