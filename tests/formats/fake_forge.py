#!/usr/bin/env python3
"""The little of GitHub's API that comments need, for one pull request.

fake_forge.py PORT-FILE    writes its port there and serves until it is killed

GET  /user
GET  /repos/o/r/issues/1/comments?per_page=100&page=N
POST /repos/o/r/issues/1/comments
PATCH /repos/o/r/issues/comments/ID
"""

import http.server
import json
import sys
import urllib.parse

comments = []


class Forge(http.server.BaseHTTPRequestHandler):
    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        body = json.loads(text)["body"]
        # As GitHub refuses it.
        return body if len(body) <= 65536 else None

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        if url.path == "/user":
            return self.answer(200, {"login": "kplace-bot"})
        page = int(urllib.parse.parse_qs(url.query)["page"][0])
        self.answer(200, comments[100 * page - 100 : 100 * page])

    def do_POST(self):
        body = self.body()
        if body is None:
            return self.answer(422, {})
        user = self.headers.get("X-Fake-User", "kplace-bot")
        comment = {"id": len(comments) + 1, "body": body, "edits": 0,
                   "user": {"login": user}}
        comments.append(comment)
        self.answer(201, comment)

    def do_PATCH(self):
        body = self.body()
        if body is None:
            return self.answer(422, {})
        comment = comments[int(self.path.rsplit("/", 1)[1]) - 1]
        comment["body"] = body
        comment["edits"] += 1
        self.answer(200, comment)

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
with open(sys.argv[1], "w", encoding="ascii") as file:
    file.write(str(server.server_port))
server.serve_forever()
