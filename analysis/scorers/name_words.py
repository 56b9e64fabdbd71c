"""The words that shape names in English news: titles, heads of institutions, connectors, and capitalised words that are no names.

Only words live here; what is done with them stands in `name_runs`, `name_spans` and `name_types`.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A title stands before a person's name and is not part of it.
TITLES: Final = _words(
    """Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Baron Baroness Count Countess Duke Duchess Prince Princess King Queen Emperor
    Empress Sultan Emir Sheikh Sheik Shaikh Sheikha Shah Pope Cardinal Archbishop Bishop Father Fr Sister Brother Rev Reverend Rabbi
    Imam Mullah Maulana Ayatollah Patriarch Pastor Monsignor President Presidents Premier Chancellor Taoiseach Minister Ministers
    Secretary Senator Senators Sen Sens Representative Rep Reps Congressman Congresswoman Governor Gov Govs Mayor Councillor Councilman
    Councilwoman Speaker Ambassador Envoy Commissioner Judge Justice Magistrate Attorney Prosecutor Solicitor Barrister General Gen
    Lieutenant Lt Colonel Col Major Maj Captain Capt Sergeant Sgt Corporal Cpl Private Pvt Admiral Adm Commander Cmdr Brigadier Brig
    Marshal Officer Detective Det Inspector Constable Sheriff Superintendent Professor Doctor Dean Principal Coach Manager Director
    Chairman Chairwoman Chairperson Chair Chief CEO CFO COO Spokesman Spokeswoman Spokesperson Analyst Economist Leader Deputy Adviser
    Advisor Counselor Counsellor Aide Candidate Nominee Comrade Chargé Herr Frau Madame Monsieur Mme Señor Signor Hon Honorable
    Honourable Congressmen Legislator Lawmaker MP MPs MEP MEPs Undersecretary Treasurer Controller Strategist Correspondent Reporter
    Editor Author Actor Actress Singer Republican Democrat Rappler Crown Warden Marquess Viscount Earl Baronet Sultana Hajj Hajji Haj
    Ustaz Shri Smt Datuk Tun Tengku Dato Lama Swami Guru Spc Pfc Pte Cllr Supt Insp Atty Amb SSgt Specialist Airman Seaman
    Lance-Corporal Coordinator Premiers Founder Consul Ombudsman Regent Viceroy Vicar Abbot Mother"""
)

# Words that stand before a title and belong to it ("Deputy Prime Minister", "National Security Adviser").
TITLE_MODIFIERS: Final = _words(
    """Prime Vice Deputy Assistant Associate Acting Interim Former Ex Late Senior Junior Chief First Second Executive Managing General
    Foreign Defense Defence Finance Interior Justice Health Energy Oil Petroleum Trade Education Economy Economic Economics Labor Labour
    Home Housing Agriculture Farm Transport Transportation Environment Climate Culture Information Communications Tourism Immigration
    Industry Commerce Planning Development Social Welfare Human Rights Water Religious Sports Youth Women Science Technology National
    Security Public Political Press Special State Federal Supreme Military Army Navy Air Police Majority Minority Opposition Party House
    Senate Attorney District Crown Permanent Presidential Vice-Presidential Grand Holy Under Principal Lead Head Joint Staff Field Rear
    Brigadier Lieutenant Major Master Petty Wing Squadron Royal Central Treasury Budget Affairs Cooperation Shadow Cabinet Parliamentary
    Legislative Judicial Investigative Research Chancellor's Outgoing Incoming Then-President Co Counter-Terrorism Intelligence Homeland
    Veterans Internal External Domestic Strategic Technical Regional Provincial Local Municipal City County Republican Democratic
    Conservative Liberal Socialist Communist Liberal-Democrat GOP Independent Marine Coast Guard Coordinating Coordination Mining Mines
    Fisheries Forestry Railways Railway Aviation Post Works Infrastructure Investment Investments Privatisation Privatization Enterprise
    Small Business Consumer Equality Family Children's Aboriginal Indigenous Northern Southern Eastern Western European Brexit Exchequer"""
)

# The head of an institution's name: joins "of" and "for", and makes an organisation.
ORGANISATION_HEADS: Final = _words(
    """Academy Administration Agency Airlines Airways Alliance Army Assembly Association Associates Authority Bancorp Bank Bankers Board
    Brigade Brigades Brotherhood Bureau Cabinet Campaign Cartel Caucus Center Centre Centers Chamber Charity Church Club Co Coalition
    College Command Commission Committee Commons Communications Companies Company Confederation Conference Congress Conservatory
    Consortium Corp Corporation Corps Council Court Courts Department Diet Directorate Division Duma Embassy Exchange Faculty Federation
    Fighters Fleet Force Forces Forum Foundation Front Fund Government Group Guard Guards Headquarters High-Commissioner Holdings
    Hospital House Inc Industries Initiative Inspectorate Institute Institution Institutes International Investigations Investments
    Jihad Laboratories Laboratory League Legislature Limited Ltd LLC LLP PLC Plc Pcl Bhd Berhad Tbk Oyj Oy KGaA Spa Kk Ag Holding
    Grupo Banco Banque Banca Groupe Societe Société Compagnie
    Telekom Bundesbank Media Militia Ministry Ministries Mission Mosque Motors
    Movement Museum Network News NGO Office Orchestra Order Organisation Organization Observatory Panel Parliament Partners Partnership
    Party Patrol Pharmaceuticals Police Post Press Programme Program Project Radio Railways Regiment Reserve Resistance School
    Secretariat Securities Senate Service Services Society Squad Staff Studies Syndicate Systems Taskforce Team Technologies Television
    Tigers Times Tribunal Trust Tribune TV Union Unit University Utilities Volunteers Watch Workers Works AG SA NV GmbH AB ASA SpA
    Herald Gazette Journal Telegraph Observer Magazine Daily Bancshares Capital Consulting Energy Entertainment Enterprises Financial
    Foods Insurance Labs Logistics Petroleum Pictures Records Resources Software Stores Studios Telecom Ventures Battalion Squadron
    Infantry Constabulary Treasury Judiciary Mafia Rangers Lobby Registry Archives Library Advocates Parents Mothers Doctors Physicians
    Lawyers Journalists Scientists Friends Daughters Sons Knights Citizens Veterans Students Teachers Consulate Delegation Bloc Brigate
    Armed-Forces Peshmerga Nations Republicans Democrats Socialists Communists Conservatives Liberals Greens FC AFC CF SC United
    Rovers Wanderers Albion Athletic Hotspur Dynamo Dinamo Spartak
    Lokomotiv Borussia Sporting Atletico Atlético Olympique"""
)

# What a company's name ends with, and is left out when it is named again ("Goldman Sachs Group Inc").
COMPANY_TAILS: Final = _words(
    """Corp Corporation Co Company Inc Incorporated Ltd Limited Plc PLC LLC LLP AG SA NV GmbH AB ASA SpA Spa Oyj Oy Pcl Bhd
    Berhad Tbk KGaA Group Holdings Holding Bancorp Bancshares"""
)

# Heads that are as often the people of an institution ("Staff of ...", "Students from ...").
MEMBERS: Final = _words(
    """Staff Workers Students Teachers Friends Doctors Citizens Veterans Parents Mothers Lawyers Journalists Scientists Physicians
    Daughters Sons Knights Advocates Fighters Volunteers Guards Police Team Group Investigations Forces Partners Campaign Post Watch
    Order Service Services Program Programme Studies Records Capital Force Energy Resources Times Works Unit Project Initiative Mission
    Media News Stores Foods Pictures Communications Government Companies"""
)

# Names made of these words alone stand for an office of some state ("Foreign Ministry"); whose, the word before or the text tells.
OFFICE_WORDS: Final = TITLE_MODIFIERS | _words(
    """Ministry Department Office Army Navy Parliament Senate Congress Court Supreme Constitutional High Appeals Assembly Council
    Government Police Force Forces Guard Embassy Consulate Cabinet Treasury Commission Committee Agency Board Bureau Bank Service
    Authority Armed Electoral Election Elections Republican Prosecutor Prosecutors Prosecutor's General's President's Minister's
    Administration House Representatives Lower Upper Chamber Mission Union Tribunal Command Legislature Judiciary Reserve Intelligence
    Services Troops Church"""
)

# The head of a place's name.
PLACE_HEADS: Final = _words(
    """Airport Alley Avenue Base Basin Bay Beach Boulevard Bridge Camp Canal Canyon Cape Cathedral Cemetery City Coast County Creek
    Crossing Dam Delta Desert District Drive Emirate Falls Field Forest Fort Garden Gardens Governorate Gulf Harbor Harbour Heights
    Highlands Hill Hills Island Islands Isle Isles Kingdom Lake Land Mall Mountain Mountains Mount Ocean Palace Park Parkway Passage
    Peninsula Plain Plains Plateau Plaza Port Prefecture Province Quarter Range Reef Region Republic Reservoir River Road Sea Shoal
    Shore Speedway Square Stadium State States Station Strait Straits Street Strip Terrace Territories Territory Theatre Theater Tower
    Towers Town Township Trench Tunnel Valley Village Volcano Zone Arena Prison Memorial Monument Hotel Oblast Rajon Governorates
    Highway Airfield Airbase Ridge Glacier Lagoon Oasis Steppe Rainforest Borough Parish Hamlet Suburb Archipelago"""
)

# These open a place's name ("Lake Chad", "Mount Sinai", "San Diego", "Fort Hood").
PLACE_OPENERS: Final = _words(
    """Lake Mount Mt Fort Ft Cape Port San Santa Santo Saint St Ste New North South East West Northern Southern Eastern Western Central
    Upper Lower Greater Gulf Bay Strait Isle Los Las El Camp Rio Sierra Tel Beit Deir Khan Jabal Wadi Tell Umm Ain Bani Villa Puerto
    Nizhny Novo"""
)

# Inside a person's name; always joins what stands on its two sides.
PARTICLES: Final = _words("""bin bint ibn ben al el de da do dos das du del della di la le van von der den zu ter ten y abu ul""")

# Inside an institution's name; joins only behind the head of an institution, or where the register knows the whole.
CONNECTORS: Final = _words("of for and the on &")

# Titles that are surnames as well ("Martin Luther King").
SURNAME_TITLES: Final = _words(
    """King Prince Bishop Judge Major Dean Baron Marshal Pope Shah Sultan Sheikh Guru Lama Abbot Earl Duke Count Lord Cardinal Justice Constable Chair Private Mother"""
)

# Stand before a surname alone.
COURTESY: Final = _words("Mr Mrs Ms Miss Mx Dr Sir Dame Lord Lady Prof Sen Rep Gov Gen Col Lt Sgt Capt Rev")

# Surnames that are common words as well; a name where the word says something ("Wood said").
SURNAMES_AND_WORDS: Final = _words(
    """Wood Woods King Stone Hunt May Long Hill Short Green Brown White Black Young Rose Page Price Cook Bush Blunt Shine Chambers Field
    Fields Waters Rivers Banks Bishop Bell Ball Berry Rice Baker Butler Garner Foster Reid Hunter Sterling Fox Wolf Bird Crow Lamb Hood
    Moon Day Knight Noble Sharp Strong Small Little Large Best Power Powers Rush Ray West North East South Park Parks Lane Street Church
    Temple Castle House Hall Court Gates Wall Walls Bridges Pool Marsh Moss Reed Flowers Flower Wheat Oats Barr Bass Fish Pike Drum Horn
    Case Chase Chance Cash Coin Cross Marks Mark Grant Holder Walker Weaver Fisher Carpenter Mason Miner Turner Singer Farmer Parker
    Potter Cooper Porter Carter Archer Bowman Shepherd Judge Major Marshal Prince Pope Pell Akin Love Hope Joy Faith Grace Rich Wise Gay
    Sweet Bright Frank Ernst Stern Savage Wild Hardy Swift Quick Early Winter Winters Summer Summers Spring Frost Snow Storm Rain Weeks
    Sands Beach Shah Khan Root Branch Burns Bolt Self Speaker Speakers Coats Collar Combs Comfort Speed Nails Steel Irons Silver Gold
    Diamond Jewell Pearl Garland Blue Gray Grey Dean Duke Earl Stark Patton Ward Webb Wells Lake Lakes Corker Flake Hatch Lew Franks
    Brooks Bacon Crane Drake Finch Hawk Hawke Swan Wren Peacock Buck Hogg Tester Risch Rounds Coons Lord Raven Guy Hay Hays Mills Mill
    Stock Stocks Post Sessions Christian"""
)

# Of these, the ones that with a capital inside a sentence are a person far more often than a thing.
SURNAMES_RATHER: Final = _words(
    """Sessions Green Brown Young Long Short Blunt Gates Waters Banks Woods Fields Hunt King Stone Price Page Bishop Franks Brooks
    Sterling Walker Weaver Hunter Foster Garner Burns Marks Holder Flake Corker Hatch Cook Bush Wood Rose Grant Wolf Chambers Moss Reed
    Barr Pike Drum Fisher Carpenter Turner Potter Cooper Porter Carter Archer Shepherd Pell Akin Wise Hardy Swift Winters Summers Frost
    Sands Shah Khan Root Branch Bolt Combs Irons Pearl Garland Dean Duke Stark Patton Ward Webb Wells Lew Bacon Crane Drake Finch Hawke
    Swan Wren Peacock Hogg Tester Risch Rounds Coons Raven Hays Mills Powers Butler Baker Rice Lamb Knight Noble Strong Reid"""
)

# Words behind a surname that is a word as well ("Sessions recused himself", "Green has").
AFTER_PERSONS: Final = _words(
    """has had was is who will would also later initially never recently himself herself recused resigned won lost wore met spoke wants
    wanted called did does refused tried made took became believes thinks knows served leads led ran appeared"""
)

# First names that are common words as well; a name only before another name.
FIRST_NAMES_AND_WORDS: Final = _words(
    """Mark Will Bill Grant Frank Rose Hope Rob Pat Sue Drew Chase Jack Dick Guy Dean Art Gene Chip Cliff Bob Penny Joy Faith Grace Dawn
    April June May August Summer Ray Max Rich Rod Nick Don Sandy Norm Ward Miles Rocky Buddy Harry Jimmy Curt Pierce Josh Dan Ken Tim
    Tom Sam Ben Al Jean Carol Lance Dale Glen Heath Iris Ivy Jade Lily Olive Pearl Ruby Violet Daisy Victor Van Wade Woody Wally
    Christian Muslim Islam Said Ban Hunter Mason Tucker Carter Cooper Parker Sterling Stormy Melody Harmony Charity Patience Prudence
    Constance Earnest Ernest Florence Virginia Georgia Austin Dallas Houston Paris London Sydney Chelsea Brooklyn Israel Jordan Chad
    Kenya India China Asia America Carolina Dakota Montana Savannah Cheyenne Denver Phoenix Orlando Rio Cuba Trinidad Malta"""
)

# Written with a capital at the end of a name that is no actor: laws, events, prizes, things.
THING_TAILS: Final = _words(
    """Act Acts War Wars Day Days Week Month Year Years Prize Prizes Cup Award Awards Deal Accord Accords Treaty Agreement Agreements
    Amendment Bill Law Laws Plan Protocol Convention Constitution Resolution Resolutions Declaration Summit Championship Championships
    Tournament Trophy Games Festival Era Age Spring Uprising Revolution Crisis Massacre Open Prix Series Marathon Race Derby Medal Code
    Rule Rules Report Review Index Average Theory Syndrome Disease Virus Variant Strategy Doctrine Policy Time Standard Principles
    Statement Speech Address Story Book Show Night Morning Eve Season Round Final Finals Semifinal Semifinals Match Test Tests Tour
    Classic Masters Election Elections Referendum Primary Primaries Debate Inquiry Investigation Trial Scandal Affair Missile Missiles
    Tank Rocket Jet Dome Shield Storm Hurricane Cyclone Typhoon Earthquake Tsunami Bowl Mass Prayer Pact Process Roadmap Bond Bonds Note
    Notes Dollar Pound Dream Way Style English Language"""
)

# Written with a capital at the beginning of a name that is no actor: storms, operations.
THING_HEADS: Final = _words("Hurricane Typhoon Cyclone Tropical Operation Exercise")

# Written with a capital at the beginning of a clause, and never part of a name.
FUNCTION_WORDS: Final = _words(
    """I You He She We They It But So As If When What Why How Who Where By Up Under While Because Since That This These Those There Here
    Then Now Not Yes Is Are Was Were Do Does Did Don't Doesn't Didn't Can Could Would Should Has Have Had Been Be Let My Your Our Their
    His Her Its I'm I've I'd I'll After Before During Although Though Meanwhile However Also Photo Photos Photograph Image Images Getty
    Credit Caption Advertisement Advertisment Copyright Replay Videos Tweet Retweet"""
)

# With a number behind it, a part of a text and no actor ("Article II").
NUMBERED: Final = _words(
    "Article Section Chapter Title Part Figure Table Phase Day Round Resolution Stage Level Category Type Route Interstate Highway"
)

# The calendar: always stands between names, never inside them.
CALENDAR: Final = _words(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct
    Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Mondays Tuesdays
    Wednesdays Thursdays Fridays Saturdays Sundays Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Wed. Thu. Fri.
    Sat. Sun. AM PM GMT EST EDT BST UTC"""
)

# A direction before a place does not change which place is meant.
DIRECTIONS: Final = _words(
    """Northern Southern Eastern Western Central Upper Lower Greater Mainland Occupied Northeastern Northwestern Southeastern
    Southwestern Post-war Modern"""
)

# Written with a capital, and no actors: calendar, faiths, peoples, languages, events, things.
NOT_NAMES: Final = _words(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct
    Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Mondays Tuesdays
    Wednesdays Thursdays Fridays Saturdays Sundays Christmas Easter Ramadan Eid Passover Hanukkah Thanksgiving Halloween Ashura Nowruz
    Diwali Yom Kippur Rosh Hashanah Sukkot Purim Lent Advent Muslim Muslims Islam Islamic Islamist Islamists Islamism Christian
    Christians Christianity Catholic Catholics Catholicism Protestant Protestants Jew Jews Jewish Judaism Hindu Hindus Hinduism Buddhist
    Buddhists Buddhism Sikh Sikhs Sunni Sunnis Shia Shias Shiite Shiites Shi'ite Shi'ites Shi'a Alawite Alawites Druze Coptic Copt Copts
    Orthodox Sufi Sufis Salafi Salafist Salafists Wahhabi Yazidi Yazidis Yezidi Yezidis Mormon Mormons Baptist Methodist Evangelical
    Evangelicals Anglican Lutheran Presbyterian Zionist Zionists Zionism Jihadist Jihadists Arab Arabs Arabic Kurd Kurds Kurdish
    Hispanic Hispanics Latino Latinos Latina Caucasian Slavic Slav Nordic Anglo-Saxon Bedouin Pashtun Pashtuns Hazara Hazaras Uighur
    Uighurs Uyghur Uyghurs Rohingya Roma Tutsi Tutsis Hutu Hutus Zulu Maori Aborigine Aborigines Aboriginal Inuit Cossack Cossacks
    Berber Berbers Mestizo Tamils Sinhalese Hebrew Latin Farsi Pashto Dari Urdu Hindi Mandarin Cantonese Swahili Bengali Tamil Yiddish
    Aramaic Creole Communist Communists Communism Marxist Marxists Marxism Leninist Stalinist Maoist Maoists Nazi Nazis Nazism Fascist
    Fascists Fascism Socialist Socialists Socialism Liberal Liberals Conservative Capitalism Democratic Holocaust Nakba Intifada Brexit
    Covid COVID COVID-19 Covid-19 Ebola Zika AIDS HIV SARS MERS Olympics Olympic Olympiad Paralympics Internet Web Bible Koran Quran
    Qur'an Torah Talmud Gospel God Allah Jesus Christ Lord Messiah Satan Prophet Heaven Hell AM PM GMT EST EDT BST UTC CET PST PDT ET PT GDP
    CPI VAT DNA RNA TV DVD CD PC IT AI IQ ID FAQ PDF HTML URL SUV ATM VIP POW MIA WMD WMDs EBITDA EBIT CAGR GNP PMI IED IEDs RPG RPGs AK-47 ICBM ICBMs UAV UAVs
    CEO CFO COO CTO MD PhD MBA BA BSc MSc IPO EPS ETF NGO NGOs Q1 Q2 Q3 Q4 H1 H2 FY USD EUR GBP JPY Rs Re Mn Bn Cr Inc Ltd YoY QoQ LGBT
    LGBTQ OK O.K. R&D M&A Dollar Euro Pound Yen Rupee Yuan Ruble Rouble Bitcoin Sensex Nobel Oscar Oscars Emmy Grammy Pulitzer Western
    Westerner Westerners Northern Southern Eastern North South East West Northeast Northwest Southeast Southwest Left Right Twitter's I
    I'm I've I'll I'd Mr Mrs Ms Dr"""
)

# Photo credits, agencies' tags and the furniture of web pages.
FURNITURE: Final = _words(
    """Photo Photos Photograph Image Images Getty Credit Video Watch Read Story Advertisement Advertisment Subscribe Newsletter
    Copyright Follow Share Related More Click Sign Updated Published Contributed Reporting Editing Writing Additional Source Sources
    Caption Gallery Listen Loading Menu Skip Next Previous Tweet Email Print Comments Facebook/Twitter AFP/Getty Shutterstock Transcript
    Exclusive Breaking Live Opinion Editorial Analysis Highlights"""
)

# Verbs of saying and doing that only people (and their offices) do; "X said".
SAYING: Final = _words(
    """said says say told tells added adds asked asks argued argues announced announces insisted insists warned warns claimed claims
    acknowledged admitted tweeted wrote writes replied responded recalled explained declared vowed testified resigned died married born
    joked quipped praised criticized criticised noted suggested urged called denied confirmed stressed promised predicted"""
)
