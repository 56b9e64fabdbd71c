"""What exports call their columns: the names of each field, words in longer names, and words that make a name mean another thing."""

from __future__ import annotations

from typing import Final


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Names without case and punctuation, the best first. Collected from the field lists of NewsAPI, the Guardian and New York Times APIs,
# Media Cloud, GDELT, Event Registry, schema.org NewsArticle, RSS, Nexis, Factiva, ProQuest and public corpora.
ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "title": _listed(
        """
        title headline headlines headlinemain fieldsheadline articletitle articleheadline newstitle newsheadline
        contenttitle storytitle hl webtitle titlerendered documenttitle posttitle pagetitle maintitle heading head hed titel titre titulo
        título titolo tittel rubrik überschrift subject headlineprinttitle name
        """
    ),
    "text": _listed(
        """
        text fulltext articletext artikeltext volltext body articlebody bodytext fieldsbodytext content articlecontent contenttext maintext
        storytext newstext posttext pagetext cleantext plaintext rawtext texts fullarticle fullcontent newscontent story
        article news documenttext htd contentencoded bodyhtml fieldsbody articlehtml contenthtml tekst texte texto testo
        inhalt brødtekst transcript leadparagraph lead lede description summary snippet abstract excerpt teaser standfirst
        fieldstrailtext trailtext shortdescription contentrendered excerptrendered
        """
    ),
    "outlet": _listed(
        """
        outlet outletname paper sourcename sourcetitle medianame media mediaoutlet publisher publishername publication
        publicationname publicationtitle pubtitle newspaper newspapername newspapertitle newsoutlet bron krant newssource newsroom
        contentnewsroom sitename source journal magazine medium zeitung quelle fuente fonte kilde avis ispartofname website
        site channel provider sourcedomain domain domainname host sourceid sourceuri sourceurl mediaurl
        """
    ),
    "authors": _listed(
        """
        authors author authorname authornames byline bylines bylineoriginal fieldsbyline writer writers writtenby by creator
        dccreator journalist journalists reporter reporters contributor autor auteur autore forfatter
        """
    ),
    "published_at": _listed(
        """
        publishedat published publisheddate publishdate publisheddatetime publishedon publicationdate publicationdatetime
        publicationtime publishtime publishedtime pubdate pubdatetime datepublished datetimepublished datepublish
        datetimepub datepub webpublicationdate firstpublished firstpublicationdate datetime date articledate newsdate
        storydate postdate posteddate dateposted posted releasedate issuedate coverdate entrydate seendate displaydate
        dcdate datum fecha data dato timestamp time createdat created createdate createddate datecreated creationdate
        createdutc day pd year
        """
    ),
    "url": _listed(
        """
        url urls link links href articleurl articlelink newsurl newslink storyurl posturl pageurl weburl webpage weblink
        permalink canonicalurl fullurl documenturl address webaddress documentidentifier sourcelink adresse guid id uri
        """
    ),
}
ALL_ALIASES: Final = frozenset(alias for names in ALIASES.values() for alias in names)

# Words in longer names ("Story headline", "date_of_publication").
WORDS: Final[dict[str, frozenset[str]]] = {
    "title": frozenset(_listed("headline title")),
    "text": frozenset(_listed("article body content paragraphs text")),
    "published_at": frozenset(_listed("date datetime pubdate published")),
    "url": frozenset(_listed("link permalink url")),
    "authors": frozenset(_listed("author authors byline journalist")),
    "outlet": frozenset(_listed("media newspaper outlet publication publisher source")),
}

# Words that make such a name mean another thing: when a page was scraped is not when it was published.
OTHER_WORDS: Final[dict[str, frozenset[str]]] = {
    "title": frozenset(
        _listed(
            """
            clean compound count id job journal label length lower media meta og publication score section sentiment source
            sub
            """
        )
    ),
    "text": frozenset(
        _listed(
            """
            alt author category compound count date id image label lang language length link newsroom no number rating score
            section sentiment source tag tags title type url words
            """
        )
    ),
    "published_at": frozenset(
        _listed(
            """
            access accessed added archived by collected crawl crawled download downloaded end event expiration expiry
            fetched indexed inserted is load modified precision retrieved scrape scraped update updated
            """
        )
    ),
    "url": frozenset(
        _listed(
            """
            author comments domain feed home homepage icon image img logo media photo related site source thumb thumbnail
            video
            """
        )
    ),
    "authors": frozenset(
        _listed(
            """
            bio count email handle id image link page twitter url
            """
        )
    ),
    "outlet": frozenset(
        _listed(
            """
            bias category city content count country date description id image keywords lang language link location logo
            place rank rating tags text time type url year
            """
        )
    ),
}

# Names that fit only when what stands in the column fits too: an "id" is an address when it holds addresses.
CHECKED: Final = frozenset(
    _listed(
        """
        address article by created data day guid head id lead name news published sourcelink story subject time timestamp
        uri year
        """
    )
)
