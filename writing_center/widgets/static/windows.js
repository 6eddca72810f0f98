// The windows of one browser that have the same thing open: each keeps what is not saved under a
// key of its own, which outlives a reload, and takes over only what a window that is gone has left.

const ANSWERS_WITHIN = 250; // milliseconds; the others are on this computer
const openHere = new Set();
const windows = "BroadcastChannel" in window ? new BroadcastChannel("wc-windows") : null;

windows?.addEventListener("message", ({ data }) => {
  for (const one of openHere) if (one.thing === data.thing) one.receive(data);
});

// The name of this window: a new one where it was opened as a copy of another.
function windowName() {
  try {
    const known = sessionStorage.getItem("wc-window") || randomName();
    sessionStorage.setItem("wc-window", known);
    return known;
  } catch {
    return randomName();
  }
}

class OpenHere {
  // `hear(message)` is told what the others say.
  constructor(thing, hear = () => {}) {
    this.thing = thing;
    this.key = `${thing}:${windowName()}`;
    this.hear = hear;
    this.alive = new Set();
    if ([...openHere].some((one) => one.key === this.key)) this.rename();
    openHere.add(this);
    this.tell({ asks: true });
  }

  tell(message) {
    windows?.postMessage({ thing: this.thing, ...message });
  }

  rename() {
    this.key = `${this.thing}:${randomName()}`;
  }

  receive(message) {
    if (message.asks) this.tell({ lives: this.key });
    else if (!message.lives) this.hear(message);
    else {
      this.alive.add(message.lives);
      if (message.lives === this.key) this.rename();
    }
  }

  // What this window had kept when it was loaded anew: [key, what was kept], or nothing.
  get own() {
    const kept = shelf.get(this.key);
    return kept ? [[this.key, kept]] : [];
  }

  // What windows that are gone have left, the newest first: [key, what was kept].
  async leftBehind() {
    if (!shelf.keysOf(this.thing).some((key) => key !== this.key)) return [];
    await new Promise((resolve) => setTimeout(resolve, ANSWERS_WITHIN));
    const known = new Set([...openHere].map((one) => one.key));
    return shelf
      .keysOf(this.thing)
      .filter((key) => !known.has(key) && !this.alive.has(key))
      .map((key) => [key, shelf.get(key)])
      .filter(([, kept]) => kept)
      .sort(([, one], [, other]) => (other.at || 0) - (one.at || 0));
  }

  close() {
    openHere.delete(this);
  }
}
