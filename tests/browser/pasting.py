"""Pasting what a word processor puts on the clipboard: its looks, and the words alone."""

# Called with [html, plain].
PASTE = """([html, plain]) => {
  const area = document.querySelector("#draft-text");
  area.focus();
  const board = new DataTransfer();
  if (html) board.setData("text/html", html);
  board.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", { clipboardData: board, bubbles: true, cancelable: true });
  const isFree = area.dispatchEvent(event);
  if (isFree) document.execCommand("insertText", false, plain);
}"""
