"""Parses queries as Trino and Athena do, runs them in DuckDB over events, and prints the rows.

usage: evidence.py PLAN, a JSON file: {"table": DDL, "athena": NDJSON, "lake": NDJSON, "store": ID, "queries": [{"dialect", "text"}]}
"""

import json
import sys

import duckdb
import sqlglot
from sqlglot import exp


def parsed(text, dialect):
    statements = sqlglot.parse(text, read=dialect)
    assert len(statements) == 1, text
    # What sqlglot does not understand it keeps as a command.
    assert isinstance(statements[0], exp.Query), text
    return statements[0]


def columns_of(ddl):
    create = sqlglot.parse_one(ddl, read="athena")
    assert isinstance(create, exp.Create), ddl
    kinds = {}
    for column in create.find_all(exp.ColumnDef):
        # Fields of a struct are definitions as well.
        if isinstance(column.parent, exp.Schema):
            kinds[column.name] = column.kind.sql(dialect="duckdb")
    for name in ["account", "region", "timestamp"]:
        assert name in kinds, kinds
    return kinds


def load(connection, name, file, kinds):
    listed = ", ".join(f"'{column}': '{kind}'" for column, kind in kinds.items())
    connection.execute(
        f"CREATE TABLE {name} AS SELECT * FROM read_json('{file}', format='newline_delimited', columns={{{listed}}})"
    )


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    connection = duckdb.connect()
    kinds = columns_of(plan["table"])
    load(connection, "trail", plan["athena"], kinds)
    for column in ["requestparameters", "responseelements", "additionaleventdata"]:
        kinds[column] = "MAP(VARCHAR, VARCHAR)"
    kinds["eventtime"] = "TIMESTAMP"
    load(connection, "store", plan["lake"], kinds)
    for query in plan["queries"]:
        text = query["text"]
        if query["dialect"] == "lake":
            assert plan["store"] in text
            text = text.replace(plan["store"], "store")
            tree = parsed(text, "trino")
            parsed(text, "presto")
        else:
            tree = parsed(text, "athena")
            parsed(text, "trino")
        cursor = connection.execute(tree.sql(dialect="duckdb"))
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row)) for row in cursor.fetchall()]
        print(json.dumps(rows, default=str))


main()
