"""Sentences of our own for ``make_corpus``: what a topic talks about, and the parts that sentences are put together from. All of it is invented."""

from __future__ import annotations

# Topic -> what its articles talk about. The words are chosen so that the register of topics knows them.
THINGS: dict[str, tuple[str, ...]] = {
    "politics": (
        "the election", "the parliament", "the coalition government", "the cabinet", "the prime minister", "the opposition party", "the ballot",
        "the bill", "the vote", "voters", "lawmakers", "the constitution", "the presidential candidate", "the referendum", "the senate hearing",
    ),
    "economy": (
        "inflation", "interest rates", "the central bank", "the stock market", "shareholders", "the quarterly profit", "the trade deficit",
        "investors", "economic growth", "bond yields", "the tax cut", "exports", "the takeover bid", "the budget deficit", "retail sales",
    ),
    "conflict": (
        "the ceasefire", "the airstrike", "troops", "the militants", "the peace talks", "the siege", "artillery fire", "the front line",
        "the rebel fighters", "hostages", "the military offensive", "the bombing", "the soldiers", "the truce", "the drone attack",
    ),
    "sport": (
        "the match", "the goalkeeper", "the league title", "the cup final", "the striker", "the tournament", "the coach", "the penalty shoot-out",
        "the championship", "the midfielder", "the away game", "the transfer window", "the stadium", "the team", "the semi-final",
    ),
    "health": (
        "the hospital", "the vaccine", "patients", "the outbreak", "the clinical trial", "nurses", "the virus", "the cancer ward", "doctors",
        "the drug", "the infection", "public health", "the epidemic", "the surgery waiting list", "mental health care",
    ),
    "crime": (
        "the court", "the judge", "the murder trial", "prosecutors", "the police investigation", "the suspect", "the prison sentence", "the jury",
        "the robbery", "the fraud charges", "the detectives", "the arrest", "the defendant", "the appeal court", "the drug smuggling ring",
    ),
    "disaster": (
        "the flood", "the earthquake", "rescue workers", "the wildfire", "the landslide", "the plane crash", "survivors", "the evacuation",
        "the emergency services", "the explosion", "the death toll", "the collapsed bridge", "firefighters", "the train derailment", "the rubble",
    ),
    "environment": (
        "climate change", "carbon emissions", "the rainforest", "the polluted river", "renewable energy", "the conservation area", "biodiversity",
        "the coral reef", "greenhouse gases", "air pollution", "the endangered species", "deforestation", "the national park", "plastic waste",
    ),
    "science": (
        "the researchers", "the satellite", "the telescope", "artificial intelligence", "the laboratory", "the space mission", "the software",
        "the physicists", "the genome", "the study", "the spacecraft", "the algorithm", "the smartphone", "the scientific journal", "the robot",
    ),
    "arts": (
        "the film festival", "the novel", "the orchestra", "the album", "the art gallery", "the actress", "the museum", "the playwright",
        "the box office", "the exhibition", "the singer", "the theatre", "the documentary", "the screenplay", "the poetry prize",
    ),
    "education": (
        "the university", "teachers", "pupils", "the school board", "tuition fees", "the exam results", "the classroom", "the curriculum",
        "students", "the headteacher", "the scholarship", "primary schools", "the college campus", "the literacy programme",
    ),
    "labour": (
        "the strike", "the trade union", "the pay rise", "redundancies", "the minimum wage", "the picket line", "workers", "the layoffs",
        "collective bargaining", "unemployment", "the pension scheme", "the workforce", "the walkout", "the labour dispute",
    ),
    "weather": (
        "the storm", "heavy rain", "the heatwave", "the hurricane", "snowfall", "the drought", "the weather forecast", "gale-force winds",
        "the cold snap", "thunderstorms", "record temperatures", "the blizzard", "the flood warning",
    ),
    "religion": ("the church", "the bishop", "the mosque", "the pilgrimage", "the parish", "the synagogue", "worshippers", "the cathedral", "the clergy", "the imam"),
    "society": (
        "asylum seekers", "migrants", "the refugee camp", "the homeless shelter", "poverty", "the charity", "child care", "the immigration rules",
        "the census", "gender equality", "the minority community", "the food bank", "family life",
    ),
    "plain": ("the matter", "the plan", "the list", "the old question", "the second part", "the arrangement", "the calendar", "the map", "the room", "the letter"),
}  # fmt: skip

OPENERS = (
    "", "", "", "", "", "On Monday ", "On Tuesday ", "On Wednesday ", "On Thursday ", "On Friday ", "Late in the evening ", "In the morning ",
    "After weeks of silence ", "Before the meeting ", "Two days later ", "In a short statement ", "At the same time ", "For the third time this year ",
    "According to two people who were there, ", "Against the advice of many, ", "As expected, ", "To the surprise of many, ", "In the end ",
    "By then ", "In the capital ", "At the border ", "During the first hour ", "In a report of forty pages ", "Once more ", "Without much noise ",
)  # fmt: skip
ROLES = (
    "residents", "two witnesses", "a group of neighbours", "the organisers", "several families", "the auditors", "an adviser", "a retired engineer",
    "shopkeepers", "the inspectors", "two visitors", "a small group of friends", "the people next door", "a gardener", "three sisters", "the night shift",
    "everyone in the room", "an old acquaintance", "the larger half", "most of those present",
)  # fmt: skip
PLAIN_VERBS = (
    "described", "discussed", "looked again at", "spoke about", "returned to", "took notes on", "asked about", "explained", "published figures on",
    "set a date for", "sent a letter about", "compared notes on", "listed the costs of", "counted", "presented", "recorded", "waited for news of",
    "held a meeting on", "named a deputy for", "read out a text on", "signed a paper on", "went through the details of", "moved the talks on",
)  # fmt: skip
GOOD_VERBS = (
    "welcomed", "praised", "celebrated", "improved", "supported", "won praise for", "gained from", "was proud of", "found hope in", "succeeded with",
    "thanked all who helped with", "enjoyed the success of", "helped to secure", "reached a fair agreement on", "gladly accepted", "made impressive progress on",
)  # fmt: skip
BAD_VERBS = (
    "criticised", "condemned", "feared the worst for", "lost control of", "failed over", "was angry about", "warned of a disaster for", "rejected",
    "complained bitterly about", "suffered from", "blamed others for", "faced a crisis over", "was alarmed by", "abandoned", "fought over", "attacked",
)  # fmt: skip
PLAIN_TAILS = (
    "", "", "", "", ", the second time since spring", " at a building near the river", " in a hall with forty chairs", ", according to the minutes",
    " for about an hour", ", as in the year before", " before the lights went out", " in front of some thirty people", ", and nobody left early",
    " until the next session", ", which took most of the day", " on the fourth floor", " with a view of the harbour", ", a paper of nine pages says",
    " and then travelled on by train", " while the others listened", ", as the calendar had said", " between two other items",
)  # fmt: skip
GOOD_TAILS = (
    ", a great relief to everyone", ", and people cheered", ", the best result in years", " with a smile", ", a hopeful sign", ", to warm applause",
    ", which many called a success", " and promised to help", ", a generous step", ", and confidence grew",
)  # fmt: skip
BAD_TAILS = (
    ", a terrible blow", ", and tempers flared", ", the worst result in years", " amid angry scenes", ", a bitter failure", ", to loud protests",
    ", which many called a scandal", " and threatened to leave", ", a dangerous mistake", ", and fear spread",
)  # fmt: skip
PLAIN_QUOTES = (
    "We will look at {thing} again next week", "There is a page on {thing} in the file", "I have seen {thing} from both sides",
    "Nobody has counted {thing} so far", "We have been through {thing} line by line", "It is a question of {thing} and of time",
)  # fmt: skip
GOOD_QUOTES = (
    "I am happy with {thing}",
    "This is a wonderful day for {thing}",
    "We trust {thing} and we are grateful",
    "It is good news for {thing}",
)
BAD_QUOTES = (
    "I am worried about {thing}",
    "This is a shameful day for {thing}",
    "We cannot accept {thing} and the damage it does",
    "It is bad news for {thing}",
)
JOBS = ("an adviser", "a retired engineer", "a shopkeeper", "a neighbour", "one of the organisers", "a gardener", "a visitor")
CUES = ("said", "told reporters", "added", "explained", "wrote")

# Other languages, for the share of articles that is kept and not scored.
FOREIGN: dict[str, tuple[str, ...]] = {
    "de": (
        "Am {day} hat der Gemeinderat in {place} zum {number}. Mal über den neuen Hafen gesprochen.",
        "Die Sitzung dauerte {number} Stunden, und niemand ging früher nach Hause.",
        "Im Bericht stehen {number} Seiten über die Brücke bei {place}.", "Viele Familien aus {place} warten seit {number} Wochen auf eine Antwort.",
        "Der Zug nach {place} fuhr am {day} mit {number} Minuten Verspätung ab.", "Auf dem Markt von {place} kosteten die Äpfel {number} Cent weniger als im Vorjahr.",
    ),
    "fr": (
        "Le conseil de {place} a parlé {number} fois du nouveau port depuis {day}.",
        "La réunion a duré {number} heures et personne n’est parti plus tôt.",
        "Le rapport compte {number} pages sur le pont de {place}.", "Beaucoup de familles de {place} attendent une réponse depuis {number} semaines.",
        "Le train pour {place} est parti {day} avec {number} minutes de retard.",
        "Sur le marché de {place}, les pommes coûtaient {number} centimes de moins que l’an dernier.",
    ),
    "es": (
        "El consejo de {place} habló {number} veces del nuevo puerto desde el {day}.", "La reunión duró {number} horas y nadie se fue antes.",
        "El informe tiene {number} páginas sobre el puente de {place}.", "Muchas familias de {place} esperan una respuesta desde hace {number} semanas.",
        "El tren a {place} salió el {day} con {number} minutos de retraso.", "En el mercado de {place} las manzanas costaban {number} céntimos menos que el año pasado.",
    ),
}  # fmt: skip
DAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes"),
}

# Invented outlets: the first word, then the second, give forty names.
OUTLETS = tuple(
    f"{place} {kind}"
    for place in (
        "Northmere",
        "Calloway",
        "Easterly",
        "Port Marren",
        "Highfold",
        "Sallow",
        "Westbrook Vale",
        "Old Quay",
        "Thornby",
        "Lakeside",
    )
    for kind in ("Post", "Chronicle", "Wire", "Observer")
)
