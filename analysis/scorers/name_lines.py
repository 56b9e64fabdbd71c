"""Lines and phrases of a page that say what the names in them are: bylines, photo credits, and tables of results, where a city is a team."""

from __future__ import annotations

import re
from typing import Final

# "By Ada Brook" alone in a line; "(Photo: Ada Brook)"; "Image: Ada Brook"; "Ada Brook/AFP"; "Reporting by Ada Brook; editing by ...".
_CREDIT: Final = re.compile(
    r"""^By\ [A-Z][^\n.!?]{2,80}$
    | \([^()\n]{0,80}\b(?:Photo|Image|Picture|Credit)s?\b[^()\n]{0,80}\)
    | \b(?:Photo|Photograph|Image|Picture|Credit|Caption)s?(?:\ by|\ courtesy\ of|:|/)\s?[A-Z©][^\n.;]{0,60}
    | ©[^\n.;]{0,60}
    | [A-Z][\w'-]+(?:\ [A-Z][\w'-]+){0,3}/(?:AFP|AP|EPA|Getty|Reuters|Shutterstock)\b(?:\ Images)?
    | \b(?:Reporting|Editing|Writing|Additional\ reporting)\ by\ [A-Z][^\n.]{2,120}""",
    re.MULTILINE | re.VERBOSE,
)

# "Ravensmoor 2 Grindleford 1", "Ravensmoor 2-1 Grindleford", "Ravensmoor v Grindleford", "Ravensmoor 14 11 2 1 33 8 35".
_TEAM: Final = r"[A-Z][\w.'& -]{1,40}?"
_RESULT: Final = re.compile(
    rf"""^(?:\d{{1,2}}\.?\ )?{_TEAM}\ (?:
        \d{{1,3}}\ {_TEAM}\ \d{{1,3}}(?:\ \([^()\n]{{0,20}}\))?
      | \d{{1,3}}-\d{{1,3}}\ {_TEAM}
      | vs?\.?\ {_TEAM}
      | (?:[-+]?\d{{1,3}}[ ]){{3,}}[-+]?\d{{1,3}}
    )[ .]*$""",
    re.MULTILINE | re.VERBOSE,
)

Zone = tuple[int, int]


def credit_lines(text: str) -> list[Zone]:
    """Return where bylines and photo credits stand, half-open and in order; whoever they name is not in the news."""
    return [match.span() for match in _CREDIT.finditer(text)]


def result_lines(text: str) -> list[Zone]:
    """Return where lines of match results and standings stand, half-open and in order."""
    return [match.span() for match in _RESULT.finditer(text)]
