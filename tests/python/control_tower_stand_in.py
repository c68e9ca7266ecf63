"""What Control Tower does to the policies of an organization, against an emulation of AWS Organizations.

It answers for Bedrock's list of inference profiles and CfCT's pipeline as well. Written from the AWS Control Tower and Bedrock API references and the control reference (read 2026-11-23), not from anybody's code: the landing-zone Region deny hangs on
registered OUs, inside a policy that Control Tower packs with others under a name of its own; the OU control adds a policy to the OU that it is enabled on.

usage: control_tower_stand_in.py ENDPOINT on REGION,REGION... OU_PATH...   the landing-zone Region deny, as the console switches it on
       control_tower_stand_in.py ENDPOINT off                              and off
       control_tower_stand_in.py ENDPOINT govern REGION,REGION...          other governed Regions
       control_tower_stand_in.py ENDPOINT serve PORT                       the API, on the loopback interface
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3

endpoint, what, *arguments = sys.argv[1:]
organizations = boto3.client(
    "organizations",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="testing",
    aws_secret_access_key="testing",
)
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="testing", aws_secret_access_key="testing")
TEXTS = Path(__file__).parents[2] / "cfct-templates/baselines"
# Control Tower packs several controls into one policy.
OTHER = {"Sid": "GRCLOUDTRAILENABLED", "Effect": "Deny", "Action": "cloudtrail:StopLogging", "Resource": "*"}
PACKED = "aws-guardrails-Packed"


def find(path):
    node = organizations.list_roots()["Roots"][0]["Id"]
    for name in path.split(":"):
        units = organizations.list_organizational_units_for_parent(ParentId=node)["OrganizationalUnits"]
        node = next(unit["Id"] for unit in units if unit["Name"] == name)
    return node


def policy_id(name):
    policies = organizations.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]
    return next((policy["Id"] for policy in policies if policy["Name"] == name), None)


def put(name, statements):
    content = json.dumps({"Version": "2012-10-17", "Statement": statements})
    identity = policy_id(name)
    if identity is None:
        made = organizations.create_policy(Type="SERVICE_CONTROL_POLICY", Name=name, Description="", Content=content)
        return made["Policy"]["PolicySummary"]["Id"]
    organizations.update_policy(PolicyId=identity, Content=content)
    return identity


def region_deny(regions):
    statement = json.loads((TEXTS / "deployed-lz4.json").read_text())["Statement"][0]
    statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"] = regions.split(",")
    return statement


def ou_control(parameters):
    given = {item["key"]: item["value"] for item in parameters}
    statement = json.loads((TEXTS / "ct-multiservice-pv1.json").read_text())["Statement"][0]
    statement["NotAction"] = given.get("ExemptedActions", []) + statement["NotAction"]
    condition = statement["Condition"]
    condition["StringNotEquals"]["aws:RequestedRegion"] = given["AllowedRegions"]
    principals = condition["ArnNotLike"]
    principals["aws:PrincipalARN"] = given.get("ExemptedPrincipalArns", []) + principals["aws:PrincipalARN"]
    return statement


def sets(parameters):
    return {item["key"]: sorted(item["value"]) for item in parameters}


class Api(BaseHTTPRequestHandler):
    enabled = {}  # by the ARN of an enabled control: its control and its OU's ARN
    asked = {}  # how often an operation was asked for

    def enable(self, body):
        arn = f"arn:aws:controltower:us-east-1:123456789012:enabledcontrol/{len(self.asked) + 1:016}"
        target = body["targetIdentifier"]
        if any(known["targetIdentifier"] == target for known in self.enabled.values()):
            return 409, {"message": "the control is enabled already"}
        self.enabled[arn] = {key: body[key] for key in ("controlIdentifier", "targetIdentifier", "parameters")}
        unit = target.rsplit("/", 1)[1]
        policy = put(f"aws-guardrails-{unit[-8:]}", [ou_control(body["parameters"])])
        organizations.attach_policy(PolicyId=policy, TargetId=unit)
        return self.operation() | {"arn": arn}

    def update(self, body):
        known = self.enabled[body["enabledControlIdentifier"]]
        # An update that changes nothing is not taken (API reference, UpdateEnabledControl, read 2026-11-26).
        if sets(known["parameters"]) == sets(body["parameters"]):
            return 400, {"__type": "ValidationException", "message": "the control has these parameters already"}
        known["parameters"] = body["parameters"]
        put(f"aws-guardrails-{known['targetIdentifier'][-8:]}", [ou_control(body["parameters"])])
        return self.operation()

    def disable(self, body):
        for arn, known in list(self.enabled.items()):
            if known["targetIdentifier"] == body["targetIdentifier"]:
                del self.enabled[arn]
        unit = body["targetIdentifier"].rsplit("/", 1)[1]
        policy = policy_id(f"aws-guardrails-{unit[-8:]}")
        organizations.detach_policy(PolicyId=policy, TargetId=unit)
        organizations.delete_policy(PolicyId=policy)
        return self.operation()

    def operation(self):
        number = f"00000000-0000-0000-0000-{len(self.asked):012}"
        self.asked[number] = 0
        return {"operationIdentifier": number}

    def answer(self, body):
        match self.path:
            case "/enable-control":
                return self.enable(body)
            case "/update-enabled-control":
                return self.update(body)
            case "/disable-control":
                return self.disable(body)
            case "/get-control-operation":
                number = body["operationIdentifier"]
                self.asked[number] += 1
                # Not at once, so that somebody has to wait.
                return {"controlOperation": {"status": "SUCCEEDED" if self.asked[number] > 1 else "IN_PROGRESS"}}
            case "/list-enabled-controls":
                known = [{"arn": arn} | item for arn, item in self.enabled.items()]
                target = body.get("targetIdentifier")
                return {"enabledControls": [item for item in known if target in (None, item["targetIdentifier"])]}
            case "/get-enabled-control":
                arn = body["enabledControlIdentifier"]
                return {"enabledControlDetails": {"arn": arn, "statusSummary": {"status": "SUCCEEDED"}} | self.enabled[arn]}
            case "/list-landingzones":
                return {"landingZones": [{"arn": "arn:aws:controltower:us-east-1:123456789012:landingzone/1A2B3C4D5E6F7G8H"}]}
            case "/get-landingzone":
                return {"landingZone": {"version": "4.0", "status": "ACTIVE", "driftStatus": {"status": "IN_SYNC"}, "manifest": {"governedRegions": ["us-east-1", "eu-central-1"]}}}
        return 500, {"message": self.path}

    def pipeline(self, body):
        """CfCT's pipeline, which has run for what lies in its bucket."""
        assert body["pipelineName" if "pipelineName" in body else "name"] == "Custom-Control-Tower-CodePipeline"
        if self.headers["X-Amz-Target"].endswith(".GetPipeline"):
            action = {"name": "Source", "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"}}
            stages = [{"name": "Source", "actions": [action]}]
            return {"pipeline": {"name": body["name"], "roleArn": "arn:aws:iam::123456789012:role/p", "version": 1, "stages": stages}}
        bucket = "custom-control-tower-configuration-123456789012-us-east-1"
        versions = s3.list_object_versions(Bucket=bucket)["Versions"]
        latest = next(version["VersionId"] for version in versions if version["IsLatest"])
        revision = {"actionName": "Source", "revisionId": latest}
        return {"pipelineExecutionSummaries": [{"pipelineExecutionId": "1", "status": "Succeeded", "sourceRevisions": [revision]}]}

    def do_GET(self):
        """Bedrock's inference profiles: two of them, and an application's own."""
        if not self.path.startswith("/inference-profiles"):
            return self.send(500, {"message": self.path})
        region = "us-east-1" if "us-east-1" in self.headers.get("Authorization", "") else "eu-central-1"
        if "APPLICATION" in self.path:
            return self.send(200, {"inferenceProfileSummaries": [self.profile(region, "a1b2c3d4e5f6", "APPLICATION", [region])]})
        family = {"us-east-1": ["us", ["us-east-1", "us-east-2", "us-west-2"]], "eu-central-1": ["eu", ["eu-central-1", "eu-west-1"]]}[region]
        self.send(200, {"inferenceProfileSummaries": [self.profile(region, f"{family[0]}.example.model-v1:0", "SYSTEM_DEFINED", family[1])]})

    def profile(self, region, name, kind, regions):
        folder = "application-inference-profile" if kind == "APPLICATION" else "inference-profile"
        return {
            "inferenceProfileId": name,
            "inferenceProfileName": name,
            "inferenceProfileArn": f"arn:aws:bedrock:{region}:123456789012:{folder}/{name}",
            "models": [{"modelArn": f"arn:aws:bedrock:{code}::foundation-model/example.model-v1:0"} for code in regions],
            "status": "ACTIVE",
            "type": kind,
        }

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        answer = self.pipeline(body) if "CodePipeline" in self.headers.get("X-Amz-Target", "") else self.answer(body)
        status, answer = answer if isinstance(answer, tuple) else (200, answer)
        self.send(status, answer)

    def send(self, status, answer):
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


if what == "on":
    identity = put(PACKED, [OTHER, region_deny(arguments[0])])
    for path in arguments[1:]:
        organizations.attach_policy(PolicyId=identity, TargetId=find(path))
elif what == "off":
    # The other controls of the packed policy stay.
    put(PACKED, [OTHER])
elif what == "govern":
    put(PACKED, [OTHER, region_deny(arguments[0])])
else:
    ThreadingHTTPServer(("127.0.0.1", int(arguments[0])), Api).serve_forever()
