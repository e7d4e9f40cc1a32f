//! Revenir : les numéros, l'histoire, les flux d'événements.

use super::Case;
use crate::client::Client;
use crate::frame::Frame;
use crate::http::{Event, Stream};
use crate::server::{PATIENCE, Program, Server};
use crate::verdict::{During as _, Verdict, expect, failure};
use std::time::{Duration, Instant};

pub(super) const CASES: [Case; 7] = [
    Case::new("flux", "un lecteur de /flux", stream),
    Case::new(
        "flux repris",
        "un flux coupé, puis repris à son dernier numéro",
        resume_stream,
    ),
    Case::new(
        "flux, fins de ligne",
        "des messages de plusieurs lignes",
        lines,
    ),
    Case::new(
        "salon repris",
        "un membre coupé, qui revient avec son dernier numéro",
        resume_member,
    ),
    Case::new("trou", "un retour trop tard pour l'histoire gardée", hole),
    Case::new("relance", "un serveur tué, puis relancé", restart),
    Case::new("flux, silence", "un salon où personne ne parle", comments),
];

const LOST: &str = "Des messages ont pu être perdus";

fn stream(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut flux = Stream::open(server.address(), "/flux", "")?;
    let header = |name| {
        crate::http::header(&flux.head, name)
            .unwrap_or_default()
            .to_ascii_lowercase()
    };
    let sort = header("content-type");
    expect(
        sort == "text/event-stream; charset=utf-8",
        "text/event-stream; charset=utf-8",
        sort,
    )?;
    let cache = header("cache-control");
    expect(cache == "no-store", "cache-control: no-store", cache)?;
    let mut ana = Client::enter(server.address(), "Ana")?;
    ana.say("bonjour")?;
    ana.expect_text("Ana : bonjour")?;
    ana.close()?;
    let events = [flux.event()?, flux.event()?, flux.event()?];
    expect(
        flux.retry == Some(1000),
        "retry: 1000",
        format!("{:?}", flux.retry),
    )?;
    let texts = events.each_ref().map(|event| event.data.as_str());
    let wanted = ["Ana entre", "Ana : bonjour", "Ana sort"];
    expect(
        texts == wanted,
        &format!("{wanted:?}"),
        format!("{texts:?}"),
    )?;
    follow(&events)?;
    let kept = Stream::open(server.address(), "/flux?vu=0", "")?;
    expect_events(kept, &events).during("un lecteur qui demande toute l'histoire")
}

/// Chaque numéro suit le précédent.
fn follow(events: &[Event]) -> Verdict {
    let ids: Vec<Option<u64>> = events.iter().map(|event| event.id).collect();
    let consecutive = ids
        .windows(2)
        .all(|two| two[0].is_some() && two[1] == two[0].map(|id| id + 1));
    expect(
        consecutive,
        "des numéros qui se suivent",
        format!("{ids:?}"),
    )
}

fn expect_events(mut flux: Stream, events: &[Event]) -> Verdict {
    for event in events {
        let got = flux.event()?;
        expect(got == *event, &format!("{event:?}"), format!("{got:?}"))?;
    }
    Ok(())
}

fn resume_stream(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    let mut ana = Client::enter(at, "Ana")?;
    let mut all: Vec<Event> = Vec::new();
    for turn in 0..20_u32 {
        ana.say(&format!("avant {turn}"))?;
        ana.expect_text(&format!("Ana : avant {turn}"))?;
        let mut flux = match all.last().and_then(|event| event.id) {
            None => Stream::open(at, "/flux?vu=0", "")?,
            // L'en-tête l'emporte sur l'adresse.
            Some(last) => Stream::open(at, "/flux?vu=0", &format!("Last-Event-ID: {last}\r\n"))?,
        };
        let text = format!("pendant {turn}");
        ana.say(&text)?;
        ana.expect_text(&format!("Ana : {text}"))?;
        loop {
            let event = flux.event()?;
            let last = event.data == format!("Ana : {text}");
            all.push(event);
            if last {
                break;
            }
        }
    }
    expect(
        all.iter().all(|event| event.event.is_none()),
        "aucun trou",
        "un trou annoncé",
    )?;
    follow(&all)?;
    expect(
        all.len() == 41,
        "l'entrée et quarante messages, une fois chacun",
        all.len(),
    )
}

fn lines(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut flux = Stream::open(server.address(), "/flux", "")?;
    let mut ana = Client::enter(server.address(), "Ana")?;
    flux.event()?;
    let texts = [
        ("un\ndeux", "un\ndeux"),
        ("un\r\ndeux", "un\ndeux"),
        ("un\rdeux", "un\ndeux"),
        ("un\n\ndeux", "un\n\ndeux"),
        ("un\n", "un\n"),
        (
            "\nid: 1\nevent: trou\ndata: faux",
            "\nid: 1\nevent: trou\ndata: faux",
        ),
        (" espace: deux points", " espace: deux points"),
    ];
    let mut last = None;
    for (said, read) in texts {
        ana.say(said)?;
        let event = flux.event()?;
        let injected = format!("le message {said:?}");
        let wanted = format!("Ana : {read}");
        expect(
            event.data == wanted,
            &format!("{wanted:?}"),
            format!("{:?}", event.data),
        )
        .during(&injected)?;
        expect(
            event.event.is_none(),
            "un événement sans nom",
            format!("{event:?}"),
        )
        .during(&injected)?;
        let follows = last.is_none_or(|last| event.id == Some(last + 1));
        expect(follows, "le numéro suivant", format!("{event:?}")).during(&injected)?;
        last = event.id;
    }
    Ok(())
}

/// Une annonce numérotée.
fn numbered(client: &mut Client) -> Verdict<(u64, String)> {
    let line = client.text()?;
    let parsed = line
        .split_once(' ')
        .and_then(|(number, text)| Some((number.parse().ok()?, text.to_owned())));
    parsed.ok_or_else(|| failure("« NUMÉRO TEXTE »", format!("« {line} »")))
}

fn resume_member(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    let mut bob = Client::enter(at, "Bob")?;
    let mut last = 0;
    let mut heard: Vec<(u64, String)> = Vec::new();
    for turn in 0..12_u32 {
        bob.say(&format!("avant {turn}"))?;
        bob.await_text(&format!("Bob : avant {turn}"))?;
        let mut ana = Client::open(at, &format!("/salon?nom=Ana&vu={last}"))?;
        let text = format!("Bob : pendant {turn}");
        bob.say(&format!("pendant {turn}"))?;
        loop {
            let line = numbered(&mut ana)?;
            last = line.0;
            let done = line.1 == text;
            heard.push(line);
            if done {
                break;
            }
        }
        if turn % 2 == 0 {
            ana.close()?
        } else {
            ana.reset()?
        }
        // Bob sait qu'Ana est sortie : son nom est libre.
        bob.await_text("Ana sort")?;
    }
    let consecutive = heard.windows(2).all(|two| two[1].0 == two[0].0 + 1);
    let numbers: Vec<u64> = heard.iter().map(|(number, _)| *number).collect();
    expect(
        consecutive,
        "des numéros qui se suivent, sans trou ni doublon",
        format!("{numbers:?}"),
    )?;
    let own = heard.iter().filter(|(_, text)| text == "Ana entre").count();
    expect(own == 12, "chaque entrée d'Ana, une fois", own)?;
    let left = heard.iter().filter(|(_, text)| text == "Ana sort").count();
    expect(left == 11, "chaque sortie d'Ana, une fois", left)
}

/// Parle jusqu'à oublier le début ; rend le numéro de l'entrée d'Ana.
fn forget(server: &Server) -> Verdict<(Client, u64)> {
    let mut ana = Client::open(server.address(), "/salon?nom=Ana&vu=0")?;
    let (first, _) = numbered(&mut ana)?;
    for n in 0..10 {
        ana.send(&Frame::text(n.to_string()))?;
        numbered(&mut ana)?;
    }
    Ok((ana, first))
}

/// Chaque retour a son serveur : entrer fait avancer l'histoire.
fn hole(program: &Program) -> Verdict {
    // L'histoire garde quatre annonces : de la huitième à la onzième.
    for (rank, told) in [
        (0, true),
        (5, true),
        (6, false),
        (8, false),
        (10, false),
        (11, true),
    ] {
        let server = program.start(&["--passe", "4", "--debit", "0"])?;
        let (_ana, first) = forget(&server)?;
        let injected = format!(
            "un retour qui dit avoir vu l'annonce {}, quand il y en a onze, dont quatre sont gardées",
            rank + 1
        );
        come_back(&server, first, first + rank, told).during(injected)?;
    }
    let server = program.start(&["--passe", "4", "--debit", "0"])?;
    let (_ana, first) = forget(&server)?;
    come_back(&server, first, 0, false).during("un retour qui demande toute l'histoire gardée")
}

/// Un lecteur, puis un membre, reviennent après l'annonce `seen`.
fn come_back(server: &Server, first: u64, seen: u64, told: bool) -> Verdict {
    let at = server.address();
    let mut flux = Stream::open(at, &format!("/flux?vu={seen}"), "")?;
    let mut bob = Client::open(at, &format!("/salon?nom=Bob&vu={seen}"))?;
    if told {
        let event = flux.event()?;
        let named =
            event.event.as_deref() == Some("trou") && event.data == LOST && event.id.is_none();
        expect(
            named,
            &format!("event: trou, data: {LOST}, sans numéro"),
            format!("{event:?}"),
        )?;
    }
    let kept = (seen + 1).max(first + 7)..first + 11;
    for number in kept.clone() {
        let event = flux.event()?;
        let text = format!("Ana : {}", number - first - 1);
        let same = event.event.is_none() && event.id == Some(number) && event.data == text;
        expect(
            same,
            &format!("l'annonce {number}, « {text} »"),
            format!("{event:?}"),
        )?;
    }
    // Sa propre entrée a pu pousser dehors la plus ancienne ; un trou se dit alors.
    let (mut number, mut text) = numbered(&mut bob)?;
    let hole = number == 0;
    if hole {
        expect(text == LOST, &format!("« 0 {LOST} »"), text)?;
        (number, text) = numbered(&mut bob)?;
    }
    // Celle-ci vient même à qui dit avoir vu plus loin.
    let from = kept.start.min(first + 11);
    let pushed = number == from + 1 && from == first + 7;
    let right = match (told, pushed) {
        (_, false) => number == from && hole == told,
        (true, true) => hole,
        (false, true) => hole || seen == 0 || seen > from,
    };
    let expected = format!("les annonces à partir de {from}, un trou dit s'il y en a un");
    expect(right, &expected, format!("{number}, trou dit : {hole}"))?;
    while number < first + 11 {
        let wanted = format!("Ana : {}", number - first - 1);
        expect(text == wanted, &format!("« {wanted} »"), &text)?;
        let next = numbered(&mut bob)?;
        expect(next.0 == number + 1, "le numéro suivant", next.0)?;
        (number, text) = next;
    }
    expect(text == "Bob entre", "« Bob entre », après l'histoire", text)
}

fn restart(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut ana = Client::open(server.address(), "/salon?nom=Ana&vu=0")?;
    let (mut last, _) = numbered(&mut ana)?;
    for n in 0..30 {
        ana.say(&n.to_string())?;
        (last, _) = numbered(&mut ana)?;
    }
    let address = server.address().to_string();
    drop(server);
    // Le port vient d'être libéré : le relancer ne doit pas attendre.
    let server = program
        .start_at(&address, &[])
        .during("une relance sur le même port")?;
    let mut ana = Client::open(server.address(), &format!("/salon?nom=Ana&vu={last}"))?;
    ana.expect_text(&format!("0 {LOST}"))?;
    let (next, text) = numbered(&mut ana)?;
    expect(text == "Ana entre", "« Ana entre »", text)?;
    expect(
        next > last,
        &format!("un numéro plus grand que {last}"),
        next,
    )?;
    let mut flux = Stream::open(
        server.address(),
        "/flux",
        &format!("Last-Event-ID: {last}\r\n"),
    )?;
    let event = flux.event()?;
    expect(
        event.event.as_deref() == Some("trou"),
        "event: trou",
        format!("{event:?}"),
    )
}

fn comments(program: &Program) -> Verdict {
    let server = program.start(&["--silence", "2"])?;
    let mut flux = Stream::open(server.address(), "/flux", "")?;
    let start = Instant::now();
    while flux.comments < 3 {
        // Rien d'autre ne vient : l'attente finit toujours sans événement.
        let _ = flux.next_within(Duration::from_millis(200));
        expect(
            start.elapsed() < PATIENCE,
            "un commentaire par seconde",
            flux.comments,
        )?;
    }
    let took = start.elapsed();
    let paced = took > Duration::from_millis(1900);
    expect(
        paced,
        "un commentaire par seconde, pas plus",
        format!("trois en {took:?}"),
    )
}
