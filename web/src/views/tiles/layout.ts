// Where the tile of each province stands: about where it lies, and no map of anything. Columns run from
// west to east, rows from north to south. The letters are those of ISO 3166-2:CN.

export interface Tile {
  readonly code: string;
  readonly chinese: string;
  readonly english: string;
  readonly letters: string;
  readonly column: number;
  readonly row: number;
}

const tile = (code: string, chinese: string, english: string, letters: string, column: number, row: number): Tile => ({ code, chinese, english, letters, column, row });

export const provinces: readonly Tile[] = [
  tile("230000", "黑龙江", "Heilongjiang", "HL", 9, 1),
  tile("650000", "新疆", "Xinjiang", "XJ", 1, 2),
  tile("150000", "内蒙古", "Inner Mongolia", "NM", 6, 2),
  tile("110000", "北京", "Beijing", "BJ", 7, 2),
  tile("210000", "辽宁", "Liaoning", "LN", 8, 2),
  tile("220000", "吉林", "Jilin", "JL", 9, 2),
  tile("630000", "青海", "Qinghai", "QH", 2, 3),
  tile("620000", "甘肃", "Gansu", "GS", 3, 3),
  tile("640000", "宁夏", "Ningxia", "NX", 4, 3),
  tile("610000", "陕西", "Shaanxi", "SN", 5, 3),
  tile("140000", "山西", "Shanxi", "SX", 6, 3),
  tile("130000", "河北", "Hebei", "HE", 7, 3),
  tile("120000", "天津", "Tianjin", "TJ", 8, 3),
  tile("540000", "西藏", "Tibet", "XZ", 2, 4),
  tile("510000", "四川", "Sichuan", "SC", 3, 4),
  tile("500000", "重庆", "Chongqing", "CQ", 4, 4),
  tile("420000", "湖北", "Hubei", "HB", 5, 4),
  tile("410000", "河南", "Henan", "HA", 6, 4),
  tile("370000", "山东", "Shandong", "SD", 7, 4),
  tile("320000", "江苏", "Jiangsu", "JS", 8, 4),
  tile("530000", "云南", "Yunnan", "YN", 3, 5),
  tile("520000", "贵州", "Guizhou", "GZ", 4, 5),
  tile("430000", "湖南", "Hunan", "HN", 5, 5),
  tile("360000", "江西", "Jiangxi", "JX", 6, 5),
  tile("340000", "安徽", "Anhui", "AH", 7, 5),
  tile("330000", "浙江", "Zhejiang", "ZJ", 8, 5),
  tile("310000", "上海", "Shanghai", "SH", 9, 5),
  tile("450000", "广西", "Guangxi", "GX", 4, 6),
  tile("440000", "广东", "Guangdong", "GD", 5, 6),
  tile("350000", "福建", "Fujian", "FJ", 7, 6),
  tile("710000", "台湾", "Taiwan", "TW", 8, 6),
  tile("460000", "海南", "Hainan", "HI", 4, 7),
  tile("820000", "澳门", "Macao", "MO", 5, 7),
  tile("810000", "香港", "Hong Kong", "HK", 6, 7),
];

export const shades = 5;

/** The edges of the shades: as many equal steps from the smallest value to the largest. Null without values. */
export function edges(values: readonly number[]): readonly number[] | null {
  if (values.length === 0) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [low, high];
  return Array.from({ length: shades + 1 }, (_, i) => low + ((high - low) * i) / shades);
}

/** Which shade a value has, from 0; the largest value lies in the last. */
export function shade(value: number, steps: readonly number[]): number {
  const last = steps.length - 2;
  for (let i = last; i > 0; i--) if (value >= steps[i]!) return i;
  return 0;
}
