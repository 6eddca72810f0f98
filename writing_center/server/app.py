"""The server: Voilà with our pages, our identity, and nothing else."""

import logging
import os
import re
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.web import RedirectHandler, RequestHandler
from traitlets.config import Config
from voila.app import Voila

from ..bootstrap import open_center
from ..config import IDENTITY_HEADER
from ..services import accounts
from ..services.session import Center
from . import pages, sign_in
from .assets import AssetHandler, asset_folders, version
from .channels import ChannelsHandler, KernelOwners, QuietConnection, Sockets
from .cookie_secret import center_id, cookie_secret
from .guards import anybody, owner_only
from .identity import CenterIdentity
from .kernels import CenterKernels, OwnKernelSpecs
from .listening import ServeError, root_url, take_port, tidy_base_url
from .places import PAGES, TEMPLATE, Page, notebook_root
from .rendering import NotHereHandler
from .security import SECURITY_HEADERS

KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
UNUSED_KERNEL_SECONDS = 300
LARGEST_FORM = 1024 * 1024
LOOK_AGAIN_MILLISECONDS = 10_000


@dataclass(frozen=True)
class ServeOptions:
    """How to serve a center. ``on_ready`` is called with the start page's address."""

    database_url: str
    folder: Path
    ip: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    open_browser: bool = False
    on_ready: Callable[[str], None] = print
    pages: tuple[Page, ...] = PAGES
    notebooks: Path | None = None


def serve(options: ServeOptions) -> int:
    """Serve the center until somebody stops it; the process's exit code.

    Raises ServeError (port, address, key) or StoreError, before anything is started.
    """
    sockets = take_port(options.ip, options.port)
    center = open_center(options.database_url)
    key = cookie_secret(options.folder)
    CenterApp.clear_instance()
    app = CenterApp.instance(
        config=settings(options), options=options, center=center, key=key, listening=sockets
    )
    app.initialize([])
    app.start()
    return 0


def settings(options: ServeOptions) -> Config:
    """Voilà's and Jupyter's settings; none comes from a file or from the environment."""
    config = Config()
    config.Voila.base_url = tidy_base_url(options.base_url)
    config.Voila.open_browser = options.open_browser
    config.Voila.root_dir = str(options.notebooks or notebook_root())
    config.Voila.token = ""
    config.Voila.log_level = logging.WARNING
    config.Voila.identity_provider_class = CenterIdentity
    config.Voila.authorizer_class = KernelOwners
    config.Voila.kernel_websocket_connection_class = QuietConnection
    _set_voila(config.VoilaConfiguration)
    _set_kernels(config)
    return config


def _set_voila(voila: Any) -> None:
    voila.template = TEMPLATE.name
    voila.theme = "light"
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.show_tracebacks = False
    voila.http_header_envs = [IDENTITY_HEADER]
    voila.kernel_spec_manager_class = OwnKernelSpecs
    voila.multi_kernel_manager_class = CenterKernels
    voila.page_config_hook = pages.tell_front_end


def _set_kernels(config: Config) -> None:
    config.MappingKernelManager.cull_idle_timeout = UNUSED_KERNEL_SECONDS
    config.MappingKernelManager.cull_interval = 30
    config.MappingKernelManager.allow_tracebacks = False
    config.ZMQChannelsWebsocketConnection.limit_rate = False
    # A kernel started in place of a dead one would be empty: the page starts its own instead.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0


class CenterApp(Voila):
    """Voilà, cut down to a table of pages, and everything behind a sign-in."""

    def __init__(
        self,
        options: ServeOptions,
        center: Center,
        key: bytes,
        listening: list[socket.socket],
        **kwargs: Any,
    ) -> None:
        super().__init__(config_file_paths=[], **kwargs)
        self.options = options
        self.center = center
        self.cookie_secret = key
        self.listening = listening
        self.sockets = Sockets()

    def setup_template_dirs(self) -> None:
        """Our template, from our package."""
        self.template_paths = [str(TEMPLATE)]
        self.static_paths = asset_folders()["voila"]

    def init_settings(self) -> dict[str, Any]:
        """What handlers find in their ``settings``."""
        found: dict[str, Any] = super().init_settings()
        shelf = pages.NotebookShelf(self.options.pages, Path(self.root_dir))
        return found | {
            "center": self.center,
            "center_id": center_id(self.cookie_secret),
            "pages": self.options.pages,
            "turns": pages.Turns((os.cpu_count() or 1) + 1),
            "sockets": self.sockets,
            "asset_version": version(),
            "contents_manager": shelf,
            "login_url": f"{self.base_url}sign-in",
            "headers": SECURITY_HEADERS,
            "xsrf_cookie_kwargs": {"samesite": "Lax"},
            "log_function": _log_request,
            "default_handler_class": NotHereHandler,
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Every address that this server answers to; Voilà's own table is not used."""
        table: list[tuple[Any, ...]] = [
            (r"healthz", HealthHandler),
            (r"sign-in", sign_in.SignInHandler),
            (r"sign-out", sign_in.SignOutHandler),
            (r"join/([^/]+)", sign_in.JoinHandler),
            (r"welcome", sign_in.WelcomeHandler),
            (r"passphrase", sign_in.PassphraseHandler),
            (rf"api/kernels/{KERNEL_ID}", KernelHandler),
            (rf"api/kernels/{KERNEL_ID}/channels", ChannelsHandler),
            (rf"voila/api/shutdown/{KERNEL_ID}", FarewellHandler),
        ]
        table += [self._asset_row(kind, paths) for kind, paths in asset_folders().items()]
        table += [(page.path, pages.PageHandler, self._page_settings(page)) for page in self._pages]
        rows = [(f"{re.escape(self.base_url)}{path}$", *rest) for path, *rest in table]
        if self.base_url != "/":
            without_slash = re.escape(self.base_url[:-1])
            rows.append((f"{without_slash}$", RedirectHandler, {"url": self.base_url}))
        return rows

    @property
    def _pages(self) -> tuple[Page, ...]:
        return self.options.pages

    def _page_settings(self, page: Page) -> dict[str, Any]:
        return {
            "page": page,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }

    def _asset_row(self, kind: str, paths: list[str]) -> tuple[Any, ...]:
        return (rf"assets/(?P<version>\w+)/{kind}/(?P<path>.+)", AssetHandler, {"paths": paths})

    def listen(self) -> None:
        """Serve on the sockets that were taken at the start, until stopped."""
        server = HTTPServer(self.app, xheaders=True, max_body_size=LARGEST_FORM)
        server.add_sockets(self.listening)
        self.port = self.listening[0].getsockname()[1]
        self.ioloop = IOLoop.current()
        url = root_url(self.options.ip, self.port, self.base_url)
        self.ioloop.add_callback(self.options.on_ready, url)
        PeriodicCallback(self.end_forgotten, LOOK_AGAIN_MILLISECONDS).start()
        if self.open_browser:
            self.ioloop.add_callback(_open_browser, url)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()
            self.stop()

    async def end_forgotten(self) -> None:
        """End the kernels of pages whose sign-in has been ended elsewhere: in a notebook, by a
        teacher who reset a passphrase, or by time."""
        for kernel_id, page in self.sockets.all():
            if accounts.member_of_sign_in(self.center, page.sign_in_secret) is None:
                await self.kernel_manager.end([kernel_id])

    def stop(self) -> None:
        """End every kernel, then forget how to reach them."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


class HealthHandler(RequestHandler):
    """``/healthz``: whether the server answers."""

    def set_default_headers(self) -> None:
        """The headers of every answer."""
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    @anybody
    def get(self) -> None:
        """It does."""
        self.set_header("Cache-Control", "no-store")
        self.finish("ok")

    head = get


class FarewellHandler(APIHandler):
    """A page is being closed and ends its kernel. In the place of Voilà's route, which asks
    nobody whose kernel it is."""

    @owner_only
    async def post(self, kernel_id: str) -> None:
        """End the kernel."""
        await self.kernel_manager.end([kernel_id])
        self.set_status(204)
        self.finish()


def _open_browser(url: str) -> None:
    import webbrowser

    webbrowser.open(url)


def _log_request(handler: RequestHandler) -> None:
    """Failures only, and never what follows the path: it may hold what people typed."""
    status = handler.get_status()
    if status >= 500:
        path = handler.request.path
        logging.getLogger("tornado.access").error("%d %s %s", status, handler.request.method, path)


__all__ = ["CenterApp", "ServeError", "ServeOptions", "serve"]
