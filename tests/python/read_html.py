"""Reads pages as strictly as the HTML standard has it, and prints each error with its place: FILE... """

import sys

import html5lib

for path in sys.argv[1:]:
    with open(path, "rb") as page:
        parser = html5lib.HTMLParser()
        parser.parse(page, transport_encoding="utf-8")
    for (line, column), code, details in parser.errors:
        print(f"{path}:{line}:{column}: {html5lib.constants.E[code] % details}")
