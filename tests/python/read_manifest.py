"""Says what CfCT's readers see in a manifest.

Usage: read_manifest.py FOLDER | FILE... | -

Prints one JSON object, by file name (`-` for standard input), of objects with
  pyyaml   what PyYAML (YAML 1.1) loads, or {"error": TEXT}
  ruamel   what ruamel.yaml (YAML 1.2) loads, or {"error": TEXT}
  files    the words that CfCT's Build looks up as files: the third of each line that contains `_file:`
  schema   what pykwalify finds against manifest-v2.pykwalify.yaml; empty if nothing
Dates are {"date": TEXT}, numbers that JSON has no word for {"float": TEXT}, bytes {"bytes": HEX}.
One call reads many manifests, since starting Python takes longer than reading them.
"""

import datetime
import json
import logging
import math
import re
import sys
from pathlib import Path

import yaml
from pykwalify.core import Core
from ruamel.yaml import YAML

SCHEMA = Path(__file__).with_name("manifest-v2.pykwalify.yaml")


def ruamel(text):
    # `pure`: the reader in C, where there is one, follows YAML 1.1.
    return YAML(typ="safe", pure=True).load(text)


def plain(value):
    """The value in the words of JSON."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else repr(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"date": value.isoformat()}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return value


def attempt(read, text):
    try:
        return plain(read(text))
    except Exception as error:  # whatever a reader raises is its answer
        return {"error": f"{type(error).__name__}: {error}"}


def files(text):
    """Lines, not YAML: blanks squeezed, carriage returns removed, third field."""
    found = []
    for line in text.split("\n"):
        line = re.sub(" +", " ", line.replace("\r", ""))
        if "_file:" in line and not line.startswith("#"):
            words = line.split(" ")
            found.append(words[2] if len(words) > 2 else "")
    return found


def schema(text, rules):
    try:
        core = Core(source_data=ruamel(text), schema_data=rules)
        core.validate(raise_exception=False)
        return [str(error) for error in core.errors]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def inputs(arguments):
    for argument in arguments:
        if argument == "-":
            yield "-", sys.stdin.buffer.read()
        elif Path(argument).is_dir():
            for path in sorted(Path(argument).iterdir()):
                yield path.name, path.read_bytes()
        else:
            yield argument, Path(argument).read_bytes()


def main(arguments):
    logging.disable(logging.CRITICAL)
    rules = ruamel(SCHEMA.read_text(encoding="utf-8"))
    report = {}
    for name, content in inputs(arguments):
        # Decoded here, so that no reader sees other line ends than the file's.
        text = content.decode("utf-8")
        report[name] = {
            "pyyaml": attempt(yaml.safe_load, text),
            "ruamel": attempt(ruamel, text),
            "files": files(text),
            "schema": schema(text, rules),
        }
    json.dump(report, sys.stdout, ensure_ascii=True, indent=1)


if __name__ == "__main__":
    main(sys.argv[1:])
