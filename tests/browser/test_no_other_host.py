"""Whoever reads here is told to nobody else: every request goes to the center."""

from playwright.sync_api import Browser
from server.chromium import open_page, signed_in, wait_until_open

from .listening import Ear
from .places import PLACES, PLAIN_PAGES, Atlas, first_visit


def test_every_request_goes_to_the_center(atlas: Atlas) -> None:
    for name in PLACES:
        atlas.open(name)
    for path in PLAIN_PAGES:
        atlas.plain(path).close()
    for _ in first_visit(atlas.newcomer("Nova Elsewhere")):
        pass
    ear, url = atlas.ear, atlas.served.url
    assert len(ear.asked) > 100
    assert ear.elsewhere(url) == []
    assert ear.complaints == []
    assert {f"{url}teacher/class", f"{url}sign-in", f"{url}nowhere"} <= set(ear.policies)
    for page_url, policy in ear.policies.items():
        assert "default-src 'none'" in policy, page_url
        assert "connect-src 'self'" in policy, page_url


def test_the_policy_holds(browser: Browser, atlas: Atlas) -> None:
    """What a page is made to ask of somebody else does not leave the browser."""
    ear = Ear()
    context = signed_in(browser, atlas.served, atlas.session("reader").actor)
    ear.listen(context)
    page = open_page(context, atlas.served.url)
    left = page.evaluate(
        """async () => {
          const image = new Image();
          const shown = new Promise((resolve) => {
            image.onload = () => resolve("came");
            image.onerror = () => resolve("refused");
          });
          image.src = "http://127.0.0.1:9/picture.png";
          const got = fetch("http://127.0.0.1:9/").then(() => "came", () => "refused");
          return [await shown, await got];
        }"""
    )
    assert left == ["refused", "refused"]
    assert sum("Content Security Policy" in complaint for complaint in ear.complaints) >= 2
    context.close()


def test_the_ear_hears(browser: Browser, atlas: Atlas) -> None:
    ear = Ear()
    context = signed_in(browser, atlas.served, atlas.session("reader").actor, bypass_csp=True)
    ear.listen(context)
    page = context.new_page()
    page.goto(f"{atlas.served.url}passphrase")
    wait_until_open(page)
    page.evaluate("fetch('http://127.0.0.1:9/').catch(() => {})")
    page.evaluate("setTimeout(() => { throw new Error('heard'); })")
    page.evaluate("alert('heard')")
    context.close()
    assert ear.elsewhere(atlas.served.url) == ["http://127.0.0.1:9/"]
    assert ear.complaints == ["heard", "heard"]
