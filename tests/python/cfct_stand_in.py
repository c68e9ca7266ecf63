"""What CfCT's SCP stage does with a package, against an emulation of AWS Organizations.

Written from the facts of the source of CfCT 2.8.4 (read 2026-04-08), not from its code: a policy is found by its exact name and
updated, or made; newlines become CR LF and double blanks go; OUs are found by the names on their path; an OU that is not there is a
warning; nothing is ever detached.

usage: cfct_stand_in.py ENDPOINT setup OU_PATH...        a new organization with these OUs
       cfct_stand_in.py ENDPOINT setup-more OU_PATH...   these OUs as well
       cfct_stand_in.py ENDPOINT apply ZIP
"""

import json
import sys
import zipfile

import boto3
import yaml

endpoint, what, *arguments = sys.argv[1:]
organizations = boto3.client(
    "organizations",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="testing",
    aws_secret_access_key="testing",
)


def children(parent):
    pages = organizations.get_paginator("list_organizational_units_for_parent").paginate(ParentId=parent)
    return {unit["Name"]: unit["Id"] for page in pages for unit in page["OrganizationalUnits"]}


def find(path):
    """The id of an OU by the names on its path; None if one of them is not there."""
    node = organizations.list_roots()["Roots"][0]["Id"]
    if path == "Root":
        return node
    for name in (part.strip() for part in path.split(":")):
        node = children(node).get(name)
        if node is None:
            return None
    return node


def setup(paths, new):
    if new:
        organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    if new:
        organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
    for path in paths:
        node = root
        for name in path.split(":"):
            known = children(node)
            if name not in known:
                known[name] = organizations.create_organizational_unit(ParentId=node, Name=name)["OrganizationalUnit"]["Id"]
            node = known[name]


def policies():
    pages = organizations.get_paginator("list_policies").paginate(Filter="SERVICE_CONTROL_POLICY")
    return {policy["Name"]: policy["Id"] for page in pages for policy in page["Policies"]}


def apply(path):
    package = zipfile.ZipFile(path)
    manifest = yaml.safe_load(package.read("manifest.yaml"))
    for resource in manifest["resources"]:
        if resource["deploy_method"] != "scp":
            continue
        text = package.read(resource["resource_file"]).decode("utf-8")
        json.loads(text)
        content = text.replace("\n", "\r\n").replace("  ", "")
        named = {"Name": resource["name"], "Description": resource["description"], "Content": content}
        identity = policies().get(resource["name"])
        if identity is None:
            made = organizations.create_policy(Type="SERVICE_CONTROL_POLICY", **named)
            identity = made["Policy"]["PolicySummary"]["Id"]
        else:
            organizations.update_policy(PolicyId=identity, **named)
        for unit in resource["deployment_targets"]["organizational_units"]:
            target = find(unit)
            if target is None:
                print(f"WARNING OU {unit} not found")
                continue
            attached = organizations.list_policies_for_target(TargetId=target, Filter="SERVICE_CONTROL_POLICY")
            if identity not in [policy["Id"] for policy in attached["Policies"]]:
                organizations.attach_policy(PolicyId=identity, TargetId=target)
            print(f"attached {resource['name']} to {unit}")


if what == "apply":
    apply(arguments[0])
else:
    setup(arguments, new=what == "setup")
