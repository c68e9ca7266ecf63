"""Bedrock's answers to calls of inference under service control policies, on the loopback interface.

Written from the user guide's pages on cross-Region inference and the IAM user guide's on conditions (read 2026-11-26), not from anybody's code; of the policy
language it knows what policies of a package use. Routes are those of the dated catalogue.

usage: bedrock_stand_in.py SETTINGS PORT       serves the API
       bedrock_stand_in.py SETTINGS judge      judges calls, `REGION<tab>MODEL` by line, and prints `answer` or `deny` for each

SETTINGS is a JSON file, read at every call:
       policies (files), key_on_profile, origin_in_key, key_behind_router (booleans), throttled (source Regions), router_models (ARNs; none: no router)
"""

import json
import re
import sys
import uuid
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

settings_file, what = Path(sys.argv[1]), sys.argv[2]
ROOT = Path(__file__).parents[2]
CATALOGUE = json.loads((ROOT / "src/bedrock/data/inference-profiles.json").read_text())
PROFILES = {profile["id"]: profile for profile in CATALOGUE["profiles"]}
ACCOUNT = "123456789012"
PRINCIPAL = f"arn:aws:iam::{ACCOUNT}:role/Workload"
COPIES = {}  # an application inference profile's ARN: its origin's id


def listed(value):
    return value if isinstance(value, list) else [value]


def like(pattern, text):
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def arn_like(pattern, text):
    own, given = pattern.split(":", 5), text.split(":", 5)
    return len(own) == len(given) and all(like(p, t) for p, t in zip(own, given, strict=True))


TESTS = {
    "StringEquals": lambda pattern, text: pattern == text,
    "StringLike": like,
    "ArnLike": arn_like,
    "ArnEquals": arn_like,
}


def holds(operator, key, values, context):
    present = next((value for name, value in context.items() if name.lower() == key.lower()), None)
    if operator == "Null":
        return (present is None) == (listed(values)[0] == "true")
    positive = operator.replace("Not", "")
    if present is None:
        return positive != operator
    found = any(TESTS[positive](value, present) for value in listed(values))
    return found != (positive != operator)


def matches(statement, action, resource, context):
    def named(field, test):
        if field in statement:
            return any(test(pattern) for pattern in listed(statement[field]))
        return not any(test(pattern) for pattern in listed(statement["Not" + field]))

    return (
        named("Action", lambda pattern: like(pattern.lower(), action.lower()))
        and named("Resource", lambda pattern: like(pattern, resource))
        and all(
            holds(operator, key, values, context)
            for operator, tests in statement.get("Condition", {}).items()
            for key, values in tests.items()
        )
    )


def hops(called, region, settings):
    """What is authorized, one by one: resource, Region, key of the profile, key of the router."""
    base = f"arn:aws:bedrock:{region}:{ACCOUNT}"
    if "prompt-router/" in called:
        target = settings["router_models"][0].rsplit("/", 1)[1]
        yield called, region, None, None
        for resource, place, key, _ in hops(target, region, settings):
            yield resource, place, key if settings["key_behind_router"] else None, called
        return
    called = called.rsplit("/", 1)[1] if ":inference-profile/" in called else called
    origin = COPIES.get(called, called)
    if origin not in PROFILES:
        yield f"arn:aws:bedrock:{region}::foundation-model/{called}", region, None, None
        return
    own = called if called in COPIES else f"{base}:inference-profile/{called}"
    key = f"{base}:inference-profile/{origin}" if settings["origin_in_key"] else own
    yield own, region, key if settings["key_on_profile"] else None, None
    family, model = origin.split(".", 1)
    routes = PROFILES[origin]["routes"][region]
    places = [region] + (["unspecified"] if family == "global" else [place for place in routes if place != region])
    for place in places:
        yield f"arn:aws:bedrock:{'' if place == 'unspecified' else place}::foundation-model/{model}", place, key, None


def refusal(called, region, settings):
    statements = [statement for path in settings["policies"] for statement in json.loads(Path(path).read_text())["Statement"]]
    for resource, place, key, router in hops(called, region, settings):
        context = {"aws:RequestedRegion": place, "aws:PrincipalArn": PRINCIPAL}
        if key:
            context["bedrock:InferenceProfileArn"] = key
        if router:
            context["bedrock:PromptRouterArn"] = router
        for statement in statements:
            if statement["Effect"] == "Deny" and matches(statement, "bedrock:InvokeModel", resource, context):
                return (
                    f"User: arn:aws:sts::{ACCOUNT}:assumed-role/Workload/s is not authorized to perform: bedrock:InvokeModel "
                    f"on resource: {resource} with an explicit deny in a service control policy"
                )
    return None


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        settings = json.loads(settings_file.read_text())
        region = re.search(r"/([a-z0-9-]+)/bedrock/aws4_request", self.headers["Authorization"]).group(1)
        call = re.fullmatch(r"/model/(.+)/(converse|invoke)", unquote(self.path))
        if call:
            return self.infer(call.group(1), call.group(2), region, json.loads(body), settings)
        if self.path == "/inference-profiles":
            arn = f"arn:aws:bedrock:{region}:{ACCOUNT}:application-inference-profile/{uuid.uuid4().hex[:12]}"
            COPIES[arn] = json.loads(body)["modelSource"]["copyFrom"].rsplit("/", 1)[1]
            return self.send(201, {"inferenceProfileArn": arn, "status": "ACTIVE"})
        self.send(500, {"message": self.path})

    def infer(self, called, api, region, body, settings):
        if region in settings["throttled"]:
            return self.send(429, {"message": "Too many requests, please wait before trying again."}, "ThrottlingException")
        why = refusal(called, region, settings)
        if why:
            return self.send(403, {"message": why}, "AccessDeniedException")
        if api == "converse":
            assert body["inferenceConfig"] == {"maxTokens": 1}
            message = {"role": "assistant", "content": [{"text": "1"}]}
            usage = {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}
            return self.send(200, {"output": {"message": message}, "stopReason": "max_tokens", "usage": usage, "metrics": {"latencyMs": 1}})
        self.send(200, {"embedding": [0.5]})

    def do_GET(self):
        settings = json.loads(settings_file.read_text())
        models = settings["router_models"]
        router = "arn:aws:bedrock:eu-central-1:123456789012:default-prompt-router/example:1"
        day = "2026-11-01T00:00:00Z"
        known = {
            "promptRouterName": "example",
            "routingCriteria": {"responseQualityDifference": 0},
            "promptRouterArn": router,
            "models": [{"modelArn": arn} for arn in models],
            "fallbackModel": {"modelArn": models[0] if models else ""},
            "status": "AVAILABLE",
            "type": "default",
            "createdAt": day,
            "updatedAt": day,
        }
        if self.path.startswith("/prompt-routers/"):
            return self.send(200, known)
        if self.path.startswith("/prompt-routers"):
            return self.send(200, {"promptRouterSummaries": [known] if models else []})
        if self.path == "/left":
            return self.send(200, sorted(COPIES))
        self.send(500, {"message": self.path})

    def do_DELETE(self):
        gone = unquote(self.path).removeprefix("/inference-profiles/")
        if COPIES.pop(gone, None) is None:
            return self.send(404, {"message": gone}, "ResourceNotFoundException")
        self.send(200, {})

    def send(self, status, answer, error=None):
        body = json.dumps(answer).encode()
        self.send_response(status)
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if what == "judge":
    for line in sys.stdin:
        region, called = line.rstrip("\n").split("\t")
        print("deny" if refusal(called, region, json.loads(settings_file.read_text())) else "answer")
else:
    ThreadingHTTPServer(("127.0.0.1", int(what)), Api).serve_forever()
