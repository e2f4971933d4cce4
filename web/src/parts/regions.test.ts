import { describe, expect, test } from "vitest";
import { find, spells, type Region } from "./regions";

const region = (code: string, name: string, level: Region["level"], above: string[] = []): Region => ({
  code,
  name,
  level,
  official: true,
  province: above[0] ? { code: code.slice(0, 2) + "0000", name: above[0] } : null,
  prefecture: above[1] ? { code: code.slice(0, 4) + "00", name: above[1] } : null,
});

const some = [
  region("130000", "河北省", "PROVINCE"),
  region("130100", "石家庄市", "PREFECTURE", ["河北省"]),
  region("130102", "长安区", "COUNTY", ["河北省", "石家庄市"]),
  region("130111", "栾城区", "COUNTY", ["河北省", "石家庄市"]),
  region("610116", "长安区", "COUNTY", ["陕西省", "西安市"]),
  region("130532", "平乡县", "COUNTY", ["河北省", "邢台市"]),
];

describe("spells", () => {
  test.each([
    ["whole syllables", "栾城区", "luancheng", true],
    ["cut short at the end", "栾城区", "luanche", true],
    ["first letters", "栾城区", "lcq", true],
    ["letters and syllables mixed", "石家庄市", "sjiaz", true],
    ["either reading of a character", "长安区", "zhangan", true],
    ["the other reading", "长安区", "changan", true],
    ["ü as v", "吕梁市", "lvliang", true],
    ["more than there is", "栾城区", "luanchengquxian", false],
    ["another name", "栾城区", "luanping", false],
  ])("%s", (_, name, letters, want) => expect(spells(name, letters)).toBe(want));
});

describe("find", () => {
  test.each([
    ["nothing typed", "", []],
    ["spaces alone", "  ", []],
    ["a code's beginning, higher levels first", "1301", ["130100", "130102", "130111"]],
    ["namesakes, by code", "长安", ["130102", "610116"]],
    ["the beginning of a name before its middle", "城", ["130111"]],
    ["pinyin with spaces and capitals", "Luan Cheng", ["130111"]],
    ["no such name", "上海", []],
  ])("%s", (_, typed, want) => expect(find(some, typed).map((r) => r.code)).toEqual(want));
});
