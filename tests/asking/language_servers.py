"""A server on this machine that speaks the chat protocol, well or badly, for tests."""

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def reply(text):
    """Return the body of a well-formed reply."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]})


@contextlib.contextmanager
def serving(body="", *, status=200, headers=(), pause=0.0, drip=0.0, cut=False):
    """Serve one body for every request; yields the base address and the list of requests that came."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, dict(self.headers), json.loads(sent)))
            time.sleep(pause)
            with contextlib.suppress(OSError):
                self.answer(body.encode())

        def answer(self, content):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content) + 100 * cut))
            self.end_headers()
            if drip:
                for byte in content:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(drip)
            else:
                self.wfile.write(content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
