"""Reads the Terraform form of the OU control with an HCL parser, and prints as JSON what it says.

usage: read_hcl.py FILE
"""

import json
import sys

import hcl2


def text(value):
    """What a quoted template without interpolation stands for."""
    assert value.startswith('"') and value.endswith('"'), value
    return json.loads(value).replace("$${", "${").replace("%%{", "%{")


def encoded(value):
    """What `jsonencode` is called with, a list of texts."""
    before, after = "${jsonencode(", ")}"
    assert value.startswith(before) and value.endswith(after), value
    return [item.replace("$${", "${").replace("%%{", "%{") for item in json.loads(value[len(before) : -len(after)])]


with open(sys.argv[1], encoding="utf-8") as file:
    document = hcl2.load(file)
[resource] = document["resource"]
control = resource['"aws_controltower_control"']['"ou_region_deny"']
[local] = document["locals"]
print(
    json.dumps(
        {
            "control": text(control["control_identifier"]),
            "target": control["target_identifier"],
            "for_each": control["for_each"],
            "prevent_destroy": control["lifecycle"][0]["prevent_destroy"],
            "parameters": {text(item["key"]): encoded(item["value"]) for item in control["parameters"]},
            "ous": {text(slot): value if value.startswith("${") else text(value) for slot, value in local["ou_region_deny"].items()},
            "variables": [text(name) for item in document.get("variable", []) for name in item],
            "imports": {item["to"]: text(item["id"]) for item in document.get("import", [])},
        }
    )
)
