// How many words a text has, as the server counts them (count_words): each sign of Chinese and
// Japanese is one; what only marks a list, a heading or a table is none.

const ONE_SIGN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\ud840-\ud8bf][\udc00-\udfff]/g;
const ITEMS_MARK = /^[ \t]*\d{1,9}[.)](?=\s)/gm;
const ONLY_MARKS = /^[!-/:-@[-`{-~\u3000-\u3003\u3008-\u3011\uff01-\uff0f]+$/;

function wordsIn(text) {
  let count = 0;
  for (const run of text.replace(ITEMS_MARK, "").match(/\S+/g) || []) {
    const rest = run.replace(ONE_SIGN, () => {
      count += 1;
      return " ";
    });
    if (rest.split(" ").some((part) => part && !ONLY_MARKS.test(part))) count += 1;
  }
  return count;
}
