"""Two hundred authors check answers at once, over HTTP, at a server of threads."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor

from mathvidya.testing.clients import access_token

ASKED = [
    ({"test": "equivalent"}, "(x + 1)^2", {"x^2 + 2x + 1": "right", "x^2 + 1": "wrong"}),
    ({"test": "equivalent"}, "sin 2x", {"2 sin x cos x": "right", "sin x cos x": "wrong"}),
    ({"test": "set"}, "(-1, 5)", {"|x - 2| < 3": "right", "-1 < x <= 5": "wrong"}),
    ({"test": "tolerance", "tolerance": {"absolute": "0.01"}}, "3.14", {"22/7": "right", "3": "wrong"}),
    ({"test": "equivalent"}, "(1, 2)", {"(1, 2": "unreadable", "(2, 1)": "wrong"}),
]


def test_each_gets_the_answer_it_would_get_alone(live_server, teacher, settings):
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    live_server.thread.httpd.socket.listen(256)  # all requests are sent before the first is answered
    headers = {"Authorization": f"Bearer {access_token(teacher)}", "Content-Type": "application/json"}

    def check(number):
        test, key, expected = ASKED[number % len(ASKED)]
        body = json.dumps({"test": test, "key": key, "answers": list(expected)}).encode()
        line = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=60)
        line.request("POST", "/api/v1/maths/check", body, headers)
        verdicts = [answer["verdict"] for answer in json.load(line.getresponse())["answers"]]
        line.close()
        return verdicts == list(expected.values())

    with ThreadPoolExecutor(200) as threads:
        assert all(threads.map(check, range(200)))
