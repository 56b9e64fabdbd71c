"""Lines around articles that are no part of them: advertisements, links to other articles, share bars, cookie and newsletter notices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from analysis.article import Article


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_MAX_LINE: Final = 400
"""Characters; the longest notices (cookies, copyright) have about 300."""

# First word of a line -> what the whole line must be. The patterns match the whole line, so that a sentence which only begins alike stays.
_ADVERT = (
    r"(?:- )?advertise?ments?(?: ?[-–—:|.] ?| )?(?:\(?(?:please )?(?:scroll (?:down )?(?:to continue|for more)|"
    r"continue reading(?: the main story)?|article continues below|story continues below|skip|skip advertisement|"
    r"remove ads?|close|report this ad)\)?)?[\s\-–—.]*"
)
_TARGET = r"(?:this )?(?:article|story|post|page|news|video|link|on [\w/ ,&]+|via [\w/ ,&]+|with [\w ,&]+|by e-?mail)?"
_POST = r"(?:newsletters?|inbox|e-?mails?|alerts|briefings?|updates|bulletins?|round-?ups?|notifications|digest)"
_PATTERNS: Final[dict[str, str]] = {
    **dict.fromkeys(("advertisement", "advertisment", "advertisements", "advertisments"), _ADVERT),
    "ad": r"ad(?: feedback)?",
    "ads": r"ads(?: by google)?",
    "skip": r"skip (?:advertisement|ad|past newsletter promotion|to (?:main )?content|to navigation)",
    "sponsored": r"sponsored(?: content| links?| stories| post| message)?",
    "promoted": r"promoted(?: content| stories)?",
    "scroll": r"scroll (?:down )?to continue(?: reading)?(?: with content)?",
    "story": r"story continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video|promotion|gallery))?",
    "article": r"article continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video|promotion|gallery))?",
    "text": r"text continues (?:below|after).{0,40}",
    "read": (
        r"read (?:more|also|next|now|on|full story|full article|the full (?:story|article|report|text|statement)(?: here)?|"
        r"the original article(?: here)?)(?:\W*|\s*[:|>»→–—-].{1,200}|(?: here| below| at \S+| on \S+\.\S+| about [^.!?]{1,80}|"
        r" from [^.!?]{1,60}| on this story)\W*)"
    ),
    "also": r"also (?:read|see|watch)\s*[:|>»→–—-].{1,200}|also (?:on|in) [^.!?]{1,40}:?",
    "see": r"see (?:also|more)(?:\W*|\s*[:|>»→–—-].{1,200})",
    "more": (
        r"more (?:on|from|about) (?:this(?: (?:story|topic|section))?|(?-i:[A-Z])[^.!?]{1,60})[^\w.!?]*"
        r"|more (?:stories|news|coverage|headlines|like this)\W*|more\s*[:>»→].{1,200}"
    ),
    "related": (
        r"related(?: (?:articles?|stories|story|news|topics?|content|links?|coverage|posts?|reading|tags?|video))?(?:\W*|\s*[:|"
        r">»→–—-].{1,200})"
    ),
    "recommended": r"recommended(?: (?:for you|stories|reading|articles|videos|by))?\W*",
    "trending": r"trending(?: (?:now|stories|news))?\W*",
    "continue": r"continue reading(?: (?:the main story|below|this (?:story|article)))?\W*",
    "keep": r"keep reading\W*",
    "watch": r"watch(?: (?:live|now|more|also|the video))?(?:\s*[:|>»].{1,200}|\W*)",
    "listen": r"listen (?:to this (?:article|story)|now)(?:\W*|\s.{0,40})|listen\s*[:|].{1,200}",
    "don't": rf"don[’']t miss(?:\s*[:|].{{1,200}}| (?:our|a) .{{1,80}}{_POST}.{{0,60}})",
    "click": r"click (?:here|to|on the (?:link|image|photo|video|player|play button))\b.{0,160}|click for .{1,100}",
    "tap": r"tap here\b.{0,120}|tap to .{1,60}",
    "share": rf"share\s*{_TARGET}\W*|share this(?: \w+)?\s*[:|].{{0,100}}|share (?:your (?:thoughts|views|comments|opinion)).{{0,100}}",
    "tweet": r"tweet(?: this)?\W*",
    "print": r"print(?: (?:this )?(?:article|story|page))?\W*",
    "email": r"e?-?mail(?: (?:this )?(?:article|story|page)| to a friend| address)?\W*",
    "comments": r"comments?(?: \(?\d+\)?| are closed)?\W*",
    "leave": r"leave a (?:comment|reply)\W*",
    "view": (
        r"view (?:all )?(?:\d+ )?comments.{0,30}|view (?:gallery|image in fullscreen|full image|on (?:instagram|twitter|"
        r"facebook|x))\W*"
    ),
    "show": r"show (?:\d+ )?comments?\W*|show more\W*",
    "join": (
        r"join (?:the (?:conversation|discussion)|our (?:whatsapp|telegram|facebook|community|newsletter|"
        r"mailing list)\b.{0,120}|us on \w+\b.{0,60})\W*"
    ),
    "follow": (
        r"follow (?:us|@\w+|(?:(?-i:[A-Z])[\w.’'-]* ){1,4})(?:\s?(?:on|via) (?:twitter|x|facebook|instagram|linkedin|google news|"
        r"threads|bluesky|social media|telegram|whatsapp|youtube|tiktok)\b.{0,300}|\W*:.{0,100})|follow (?:us|"
        r"live updates.{0,60}|live)\W*|follow @\w+.{0,60}"
    ),
    "like": r"like us on facebook\b.{0,100}",
    "find": r"find us on \w+\b.{0,80}",
    "download": r"download (?:our|the) .{0,40}\bapp\b.{0,80}",
    "get": (
        rf"get (?:the|our|your|breaking|all|more|daily|latest|top|news|a (?:daily|weekly)|"
        rf"[\w’' ]{{1,30}}['’]s)\b.{{0,160}}\b{_POST}\b.{{0,80}}"
    ),
    "sign": (
        rf"sign[ -]?up (?:here|now|today|below|free|for free|to (?:get|receive|our|the|read|[A-Z])|for (?:our|the|free|a|daily|"
        rf"breaking|[A-Z])).{{0,160}}\b{_POST}\b.{{0,100}}|sign[ -]?up(?: (?:here|now|today|for free|free))?\W*|"
        rf"sign up for breaking news\b.{{0,160}}|sign in(?: (?:here|to (?:read|continue|comment).{{0,60}}))?\W*"
    ),
    "subscribe": (
        rf"subscribe(?: (?:here|now|today|for free|free|to continue(?: reading)?|to read (?:more|the full (?:story|"
        rf"article))))?\W*|subscribe (?:here |now |today |for free )?(?:to|for) .{{0,120}}(?:{_POST}|podcast|channel|"
        rf"youtube).{{0,80}}"
    ),
    "newsletter": r"newsletter(?: sign-?up| promotion)?\W*|newsletter\s*[:|].{1,160}",
    "after": r"after newsletter promotion",
    "enter": r"enter your e-?mail.{0,80}",
    "thank": r"thank you for (?:subscribing|signing up|reading|registering)\b.{0,100}|thank you!?",
    "thanks": r"thanks for (?:subscribing|signing up|reading)\b.{0,100}",
    "already": r"already (?:a subscriber|a member|registered|have an account|subscribed)\b.{0,60}",
    "log": r"log ?in(?: (?:here|to (?:read|continue|comment).{0,60}))?\W*",
    "register": r"register (?:here|now|for free|today)\W*",
    "support": r"support (?:our|independent|quality|local) (?:work|news|journalism)\b.{0,120}",
    "donate": r"donate(?: (?:now|here|today))?\W*",
    "we": (
        r"we (?:and our (?:\d+ )?partners )?(?:use|store|value your privacy|may use)\b.{0,30}\b(?:cookies|your privacy|"
        r"information on (?:a|your) device)\b.{0,300}|we value your privacy.{0,300}"
    ),
    "this": (
        r"this (?:web)?site (?:uses|requires|makes use of) (?:cookies|javascript)\b.{0,300}|this (?:article|content|story|"
        r"video) (?:is|contains content|was) (?:provided by|not available in your|only available to|reserved for).{0,160}|"
        r"this material may not be (?:published|reproduced|broadcast).{0,200}|this (?:article|story) (?:originally appeared|"
        r"was originally published|first appeared) (?:on|in|by|at) .{1,120}"
    ),
    "our": r"our (?:web)?site uses cookies\b.{0,300}",
    "by": (
        r"by (?:continuing to (?:use|browse)|using (?:this|our) (?:web)?site|clicking|signing up|subscribing|submitting|"
        r"providing your e-?mail)\b.{0,120}\b(?:agree|accept|consent|acknowledge)\b.{0,200}"
    ),
    "cookie": r"cookie (?:settings|policy|preferences|notice|consent|choices)\W*|cookie notice.{0,200}",
    "cookies": r"cookies(?: (?:settings|policy))?\W*",
    "accept": r"accept(?: all)?(?: cookies)?(?: (?:and|&) (?:close|continue))?\W*",
    "reject": r"reject all(?: cookies)?\W*",
    "manage": r"manage (?:my )?(?:cookies?|preferences|settings|consent|cookie (?:settings|preferences))\W*",
    "privacy": r"privacy (?:policy|settings|notice|choices)\W*(?:terms.{0,60})?",
    "terms": r"terms (?:of (?:use|service)|and conditions|& conditions)\W*",
    "please": (
        r"please (?:enable|turn on) (?:javascript|cookies)\b.{0,120}|please (?:log ?in|sign ?in|subscribe|register) to .{1,80}"
        r"|please log ?out and then log ?in again.{0,100}"
    ),
    "you": (
        r"you (?:can|may) (?:unsubscribe|opt out) at any time\b.{0,120}|you need to enable javascript\b.{0,100}"
        r"|you must (?:confirm your public display name|be (?:logged|signed) in to (?:comment|post|reply|read|view|leave))\b.{0,100}"
    ),
    "unsubscribe": r"unsubscribe.{0,60}",
    "loading": r"loading\W*",
    "getting": r"getting your trinity audio player ready\W*",
    "all": r"all rights reserved\b.{0,100}",
    "copyright": r"copyright(?: ?©| ?\(c\))?,? (?:\d{4}|the|by)\b.{0,240}",
    "reporting": r"reporting by [^.!?]{2,160}[;,]? ?(?:additional )?(?:writing|editing|reporting) by .{2,200}",
    "editing": r"editing by [A-Z].{2,100}",
    "photo": r"photos?\s*(?:credits?|by)?\s*[:|].{1,250}|photo by .{1,120}|photo",
    "photograph": r"photograph\s*[:|].{1,250}|photograph by .{1,120}",
    "image": r"image(?: (?:source|caption|copyright|credit))?\s*[:|].{1,250}|image (?:source|caption|copyright|credit),.{1,250}|image",
    "picture": r"picture\s*:.{1,160}",
    "file": r"file (?:photo|image|picture)\b\s*(?:[:–—-].{1,300})?",
    "caption": r"caption\s*[:|].{1,250}|caption",
    "media": r"media caption,.{1,250}",
    "video": r"video caption,.{1,250}|video\s*:.{1,160}",
    "credit": r"credits?\s*:.{1,160}",
    "getty": r"getty images\W*",
    "enlarge": r"enlarge (?:this )?image\W*|enlarge",
    "toggle": r"toggle caption\W*",
    "hide": r"hide caption\W*|hide comments\W*",
    "play": r"play(?: (?:video|audio))?\W*",
    "reading": r"reading time\s*:?\s*\d+ min(?:ute)?s?\W*",
    "back": r"back to top\W*",
    "tags": r"tags\s*:.{1,200}|tags",
    "topics": r"topics\s*:.{1,200}",
    "filed": r"filed under\s*:?.{1,120}",
    "published": r"(?:first )?published(?: on| at)?:? .{0,40}\b\d{4}\b[^.!?]{0,40}",
    "updated": r"updated(?: on| at)?:? .{0,40}\b(?:\d{4}|ago)\b[^.!?]{0,40}",
    "posted": r"posted(?: on| at)?:? .{0,40}\b(?:\d{4}|ago)\b[^.!?]{0,40}",
    "last": r"last (?:updated|modified)(?: on| at)?:? (?=.{0,30}\d)[^.!?]{0,60}",
    "report": r"report (?:this ad|a typo|an error|a correction)\W*",
    "have": r"have (?:a (?:news )?tip|a story|something to (?:share|add))\?.{0,160}",
    "got": r"got (?:a (?:news )?(?:tip|story)|something to (?:share|add))\?.{0,300}",
    "for": r"for more (?:stories|news|articles) like this,? .{1,80}",
    "do": r"do you have (?:a (?:news )?tip|a story|information)\b.{0,200}",
    "contact": r"contact (?:us|the (?:author|newsroom|reporter))(?: at \S+)?\W*",
}  # fmt: skip
_COMPILED: Final = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _PATTERNS.items()}
_ALIASES: Final = {
    "e-mail": "email",
    "mail": "email",
    "comment": "comments",
    "don’t": "don't",
    "signup": "sign",
    "sign-up": "sign",
    "login": "log",
    "photos": "photo",
    "credits": "credit",
    "first": "published",
}
_FIRST_WORD = re.compile(r"[^\w©]*([\w©][\w’'\-]*)")
_FRAME = re.compile(r"^[\s\[(*_>»►▶•·|–—=#~-]+|[\s\])*_<«|=#~→»-]+$")
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s*.{0,300}", re.IGNORECASE)
_POST_AUTHOR = re.compile(r"[—–-] .{1,80} \(@\w{1,30}\) [A-Z][a-z]+ \d{1,2}, \d{4}")
_MINUTES = re.compile(r"\d{1,2}[ -]?min(?:ute)?s?(?: read)?", re.IGNORECASE)
_COUNTED = re.compile(r"\d+ (?:comments?|shares?|views?|likes?)", re.IGNORECASE)
# A share bar is a line of such words only, and at least one of them names a way of sharing.
_NETWORKS: Final = frozenset(
    _listed(
        """
        facebook twitter linkedin whatsapp reddit pinterest telegram messenger tumblr flipboard bluesky threads instagram
        youtube tiktok email e-mail print share tweet
        """
    )
)
_SHARE_WORDS: Final = _NETWORKS | frozenset(
    _listed(
        """
        x this on via to with by and or mail copy link url save comment comments post pin it more icon pocket bookmark gift
        article story page sms viber line opens in new window
        """
    )
)
_ACTS: Final = frozenset(("share", "tweet", "print", "email", "e-mail"))
_WORD = re.compile(r"[\w\-]+")


def is_boilerplate(line: str) -> bool:
    """Return whether a line, as a whole, is one that stands around articles.

    Args:
        line: One line, stripped.

    Returns:
        True for "Advertisement" or "Read more: ...", False for "Advertisement revenue fell by a tenth."
    """
    if len(line) > _MAX_LINE:
        return False
    if _POST_AUTHOR.fullmatch(line):
        return True
    found = _FIRST_WORD.match(line)
    if found is None:
        return bool(line)  # rules and bullets only
    word = found.group(1).lower()
    pattern = _COMPILED.get(_ALIASES.get(word, word))
    if pattern is None:
        return _other(line, word)
    core = _FRAME.sub("", line)
    return pattern.fullmatch(core) is not None or _other(line, word)


def _other(line: str, word: str) -> bool:
    if word[0].isdigit():
        core = _FRAME.sub("", line)
        return _MINUTES.fullmatch(core) is not None or _COUNTED.fullmatch(core) is not None
    if word[0] == "©" or (word == "c" and line.startswith(("(c)", "(C)"))):
        return _COPYRIGHT.match(line) is not None
    if word not in _SHARE_WORDS:
        return False
    words = [each.lower() for each in _WORD.findall(line)]
    named = _NETWORKS.intersection(words)
    # "Twitter and Facebook" is a heading, "Facebook Twitter" a bar.
    in_prose = "and" in words and not _ACTS.intersection(words)
    return len(named) > 1 and not in_prose and all(each in _SHARE_WORDS for each in words)


_MIN_ARTICLES: Final = 5
"""Articles of an outlet from which its repeated lines can be told."""
_MIN_SHARE: Final = 0.2
"""Share of an outlet's articles in which a line stands before it is the outlet's rather than the article's."""
_MIN_REPEATS: Final = 4
"""Articles in which such a line stands at least; a phrase of three articles may be three articles' own."""


def repeated_lines(articles: Iterable[Article]) -> dict[str, frozenset[str]]:
    """Find the lines that stand in many articles of one outlet.

    Args:
        articles: Cleaned articles (a line is a paragraph); copies of one another count once each text.

    Returns:
        Outlet -> lines to take out; outlets with none are left out.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    seen: set[int] = set()
    for article in articles:
        if not article.outlet or not article.text:
            continue
        key = hash((article.outlet, article.text))
        if key in seen:
            continue
        seen.add(key)
        totals[article.outlet] += 1
        counts[article.outlet].update({line for line in article.text.split("\n\n") if len(line) <= _MAX_LINE})
    found: dict[str, frozenset[str]] = {}
    for outlet, lines in counts.items():
        need = max(_MIN_REPEATS, _MIN_SHARE * totals[outlet])
        often = frozenset(line for line, count in lines.items() if count >= need)
        if totals[outlet] >= _MIN_ARTICLES and often:
            found[outlet] = often
    return found
