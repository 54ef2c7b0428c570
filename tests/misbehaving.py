"""A server on loopback that misbehaves in every way that a fetcher has to stand, and well-behaved pages."""

import gzip
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PROSE = (
    "The foreign ministers of Norland and Sudland met in the harbour town on Tuesday. "
    "They signed a treaty on fishing after two days of talks, officials said. "
    "Both sides called the meeting useful and agreed to meet again in spring."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ministers sign a treaty</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2021-12-15T10:00:00Z"></head>
<body><article><h1>Ministers sign a treaty</h1><p>{PROSE}</p><p>{PROSE}</p></article></body></html>"""
UNDATED = PAGE.replace('<meta property="article:published_time" content="2021-12-15T10:00:00Z">', "").replace(
    '<meta property="og:site_name" content="The Harbour Post">', ""
)


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # clients that hang up are what the tests are about


class Site:
    """What the server does, and what was asked of it.

    ``pages`` maps a path to a function that answers; ``robots`` is its robots.txt, or a status.
    """

    def __init__(self):
        self.asked, self.headers, self.robots = [], [], 404
        self.pages = {}
        self.stop = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                if self.path == "/robots.txt":
                    return site.say_robots(self)
                answer = site.pages.get(self.path)
                try:
                    return answer(self) if answer else self.say(404)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def say(self, status, body=b"", kind="text/html", **headers):
                body = body.encode("utf-8") if isinstance(body, str) else body
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()

    def say_robots(self, request):
        if isinstance(self.robots, int):
            return request.say(self.robots)
        return request.say(200, self.robots, "text/plain")

    def page(self, path, body=PAGE, status=200, kind="text/html; charset=utf-8", **headers):
        self.pages[path] = lambda request: request.say(status, body, kind, **headers)
        return self.url + path

    def redirect(self, path, to, status=302):
        return self.page(path, "", status, Location=to)

    def conditional(self, path, body=PAGE, etag='"v1"'):
        def answer(request):
            same = request.headers.get("If-None-Match") == etag
            return request.say(304 if same else 200, b"" if same else body, ETag=etag)

        self.pages[path] = answer
        return self.url + path

    def silent(self, path):
        self.pages[path] = lambda request: self.stop.wait(20)
        return self.url + path

    def endless(self, path, every=0.0):
        def answer(request):
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.end_headers()
            request.close_connection = True
            while not self.stop.is_set():
                request.wfile.write(b"x" if every else b"<p>on and on</p>" * 4_000)
                request.wfile.flush()
                time.sleep(every)

        self.pages[path] = answer
        return self.url + path

    def dripping_headers(self, path):
        def answer(request):
            request.close_connection = True
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.stop.is_set():
                request.wfile.write(b"x")
                request.wfile.flush()
                time.sleep(0.05)

        self.pages[path] = answer
        return self.url + path

    def cut(self, path, body=PAGE):
        def answer(request):
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.send_header("Content-Length", str(len(body) + 1_000))
            request.end_headers()
            request.wfile.write(body.encode("utf-8"))
            request.close_connection = True

        self.pages[path] = answer
        return self.url + path

    def bomb(self, path, encoding, size=60_000_000):
        pack = zlib.compressobj(9, zlib.DEFLATED, {"gzip": 31, "deflate": 15, "raw": -15}[encoding])
        packed = b"".join(pack.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + pack.flush()
        name = "gzip" if encoding == "gzip" else "deflate"
        return self.page(path, packed, Content_Encoding=name)

    def packed(self, path, body=PAGE):
        return self.page(path, gzip.compress(body.encode("utf-8")), Content_Encoding="gzip")


def rss(*entries, title="The Wire of Norland"):
    """Return an RSS feed of entries (link, title, date)."""
    items = "".join(
        f"<item><link>{link}</link><title>{name}</title><pubDate>{date}</pubDate></item>"
        for link, name, date in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
