"""Which event patterns match which events, by moto's matcher of EventBridge patterns.

argv[1]: {"patterns": {name: text}, "events": {name: event}}. Prints {event: [names of the patterns that match]}.
"""

import json
import sys

from moto.events.models import EventPattern

asked = json.load(open(sys.argv[1], encoding="utf-8"))
patterns = {name: EventPattern.load(text) for name, text in asked["patterns"].items()}
print(
    json.dumps(
        {
            name: sorted(rule for rule, pattern in patterns.items() if pattern.matches_event(event))
            for name, event in asked["events"].items()
        }
    )
)
