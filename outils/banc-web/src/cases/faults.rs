//! Les pannes : un client lent, muet ou coupé, et ce qu'il en reste.

use super::Case;
use crate::client::{Client, Seen, request};
use crate::frame::{Frame, opcode};
use crate::http::Stream;
use crate::proxy::{Fault, Proxy};
use crate::server::{PATIENCE, Program, Server};
use crate::verdict::{During as _, Verdict, expect, failure};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

pub(super) const CASES: [Case; 8] = [
    Case::new(
        "client lent",
        "un membre qui ne lit jamais, SO_RCVBUF à 2 048",
        slow,
    )
    .alone(),
    Case::new(
        "lecteur lent",
        "un lecteur de /flux qui ne lit jamais",
        slow_reader,
    )
    .alone(),
    Case::new(
        "fuites",
        "deux cents connexions, dont la moitié coupées",
        leaks,
    )
    .alone(),
    Case::new("silence", "un membre qui ne répond plus", silence),
    Case::new("réseau gelé", "un réseau où plus rien ne passe", freeze),
    Case::new(
        "réseau qui perd",
        "un réseau qui perd tout, connexions ouvertes",
        swallow,
    ),
    Case::new("réseau coupé", "une connexion coupée d'un coup", reset),
    Case::new(
        "réseau en miettes",
        "un réseau qui livre octet par octet",
        split,
    ),
];

/// Une connexion dont le système ne garde presque rien pour qui ne lit pas.
fn narrow(at: SocketAddr) -> Verdict<TcpStream> {
    let made = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).and_then(
        |socket| {
            socket.set_recv_buffer_size(2048)?;
            socket.connect(&at.into())?;
            let stream = TcpStream::from(socket);
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            Ok(stream)
        },
    );
    made.map_err(|error| failure("une connexion acceptée", error))
}

/// Ce que le banc fait dire pendant qu'un client ne lit pas : huit mille messages
/// de trois mille octets, bien plus que ce que gardent le système et une file.
const SAID: usize = 8000;
const LONG: usize = 3000;
/// Ce qu'un client évincé a pour lire sa fin, et ce qu'y ajoute une machine chargée.
const FAREWELL: Duration = Duration::from_secs(4);
/// Ce que la mémoire peut prendre : les files, et ce que l'allocateur arrondit.
const ROOM: u64 = 8 << 20;

/// Ana parle et s'entend ; rend la plus longue attente.
fn talk(ana: &mut Client, text: &str, count: usize) -> Verdict<Duration> {
    let mut longest = Duration::ZERO;
    let wanted = format!("Ana : {text}");
    for _ in 0..count {
        let start = Instant::now();
        ana.say(text)?;
        ana.await_text(&wanted)?;
        longest = longest.max(start.elapsed());
    }
    Ok(longest)
}

fn slow(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    let mut ana = Client::enter(at, "Ana")?;
    let narrow = narrow(at)?;
    let lazy = Client::upgrade(narrow, request(at, "/salon?nom=Lent", "").as_bytes())?;
    speak_past(&server, &mut ana, |state| state.membres == 1)?;
    let mut lazy = lazy;
    // Ce qu'il lit enfin : ce qui était en route, puis la fin.
    let start = Instant::now();
    loop {
        match lazy.next_within(PATIENCE) {
            Seen::Frame(frame) if frame.opcode == opcode::CLOSE => {
                let code = frame
                    .payload
                    .get(..2)
                    .map(|code| u16::from_be_bytes([code[0], code[1]]));
                expect(
                    code == Some(1013),
                    "la fermeture 1013, ou une coupure",
                    format!("{code:?}"),
                )?;
            }
            Seen::Frame(_) => {}
            Seen::End => break,
            seen => return Err(failure("la fin de la connexion", seen)),
        }
        expect(
            start.elapsed() < PATIENCE,
            "la fin de la connexion",
            "des annonces, toujours",
        )?;
    }
    Ok(())
}

fn slow_reader(program: &Program) -> Verdict {
    use std::io::Write as _;
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    let mut ana = Client::enter(at, "Ana")?;
    let mut narrow = narrow(at)?;
    let asked = narrow.write_all(format!("GET /flux HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes());
    asked.map_err(|error| failure("une demande reçue", error))?;
    server.settle("un lecteur", |state| state.lecteurs == 1)?;
    speak_past(&server, &mut ana, |state| state.lecteurs == 0)
}

/// Ana parle pendant qu'un autre ne lit pas : elle n'attend pas, la mémoire ne
/// grossit pas, et l'autre est évincé.
fn speak_past(
    server: &Server,
    ana: &mut Client,
    evicted: impl Fn(&crate::server::State) -> bool,
) -> Verdict {
    let text = "a".repeat(LONG);
    // L'allocateur prend d'abord ce qu'il lui faut.
    talk(ana, "a", 200)?;
    let before = server.resident();
    let mut longest = Duration::ZERO;
    let mut peak = before;
    for _ in 0..SAID / 100 {
        longest = longest.max(talk(ana, &text, 100)?);
        peak = peak.max(server.resident());
    }
    let bounded = longest < Duration::from_secs(1);
    expect(
        bounded,
        "chaque message d'Ana relayé en moins d'une seconde",
        format!("{longest:?}"),
    )?;
    if let (Some(before), Some(peak)) = (before, peak) {
        let grown = peak.saturating_sub(before);
        let expected = format!("une mémoire qui grossit de {} Mio au plus", ROOM >> 20);
        expect(
            grown < ROOM,
            &expected,
            format!("{} Mio de plus", grown >> 20),
        )?;
    }
    // Sa file est pleine : il lui reste deux secondes.
    server.settle_within(
        FAREWELL,
        "le client lent évincé, deux secondes après",
        evicted,
    )?;
    Ok(())
}

fn leaks(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let at = server.address();
    // Un premier tour paie ce qui ne se paie qu'une fois.
    connections(at, 20)?;
    let empty = |state: &crate::server::State| state.membres + state.lecteurs == 0;
    let before = server.settle("plus personne", empty)?;
    let descriptors = settled_descriptors(&server);
    connections(at, 200)?;
    let after = server.settle("plus personne", empty)?;
    // Le compte des fils d'un programme Go ne redescend pas : le sien est borné.
    let slack = if after.serveur == "fils" { 0 } else { 8 };
    let start = Instant::now();
    let count = |state: &crate::server::State| state.fils.unwrap_or(0);
    server.settle(
        &format!("les {} fils du début, à {slack} près", count(&before)),
        |state| count(state) <= count(&before) + slack,
    )?;
    if let Some(tasks) = before.taches {
        // La connexion qui demande l'état, et une autre qui finit.
        server.settle(&format!("les {tasks} tâches du début"), |state| {
            state.taches.is_some_and(|now| now <= tasks + 2)
        })?;
    }
    while settled_descriptors(&server) > descriptors {
        let seen = format!("{:?}, pour {descriptors:?} au début", server.descriptors());
        expect(
            start.elapsed() < PATIENCE,
            "les descripteurs du début",
            seen,
        )?;
    }
    Ok(())
}

/// Les descripteurs, au plus bas de quelques regards : une connexion qui finit en
/// tient encore.
fn settled_descriptors(server: &Server) -> Option<usize> {
    (0..10)
        .filter_map(|_| {
            std::thread::sleep(Duration::from_millis(20));
            server.descriptors()
        })
        .min()
}

/// Ouvre `count` connexions de toutes sortes, et les ferme de toutes les façons.
fn connections(at: SocketAddr, count: usize) -> Verdict {
    for n in 0..count {
        let path = format!("/salon?nom=N{n}");
        match n % 8 {
            0 | 2 => Client::open(at, &path)?.close()?,
            1 | 3 | 5 => Client::open(at, &path)?.reset()?,
            4 => drop(Client::open(at, &path)?),
            6 => drop(Stream::open(at, "/flux", "")?),
            _ => {
                // Coupée au milieu d'une trame.
                let mut client = Client::open(at, &path)?;
                client.send_raw(&Frame::text("bonjour").bytes()[..4])?;
                client.reset()?;
            }
        }
    }
    Ok(())
}

/// Un serveur qui s'inquiète d'une seconde de silence, et coupe après deux.
const SILENCE: [&str; 2] = ["--silence", "2"];

fn silence(program: &Program) -> Verdict {
    let server = program.start(&SILENCE)?;
    let at = server.address();
    let mut flux = Stream::open(at, "/flux", "")?;
    let mut ana = Client::enter(at, "Ana")?;
    let start = Instant::now();
    match ana.next_within(PATIENCE) {
        Seen::Frame(frame) if frame.opcode == opcode::PING => {}
        seen => return Err(failure("un ping, après une seconde", seen)),
    }
    let pinged = start.elapsed();
    let early = Duration::from_millis(800);
    expect(
        pinged > early,
        "un ping après une seconde, pas avant",
        format!("{pinged:?}"),
    )?;
    ana.expect_close(1011)?;
    let closed = start.elapsed();
    let bounds = Duration::from_millis(1800)..Duration::from_millis(5000);
    expect(
        bounds.contains(&closed),
        "une fin après deux secondes",
        format!("{closed:?}"),
    )?;
    flux.event()?;
    let told = flux.event()?.data;
    expect(told == "Ana sort", "« Ana sort »", told)?;
    // Bob, lui, répond aux pings.
    let mut bob = Client::enter(at, "Bob")?;
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(4) {
        match bob.next_within(Duration::from_millis(300)) {
            Seen::Frame(frame) if frame.opcode == opcode::PING => {
                bob.send(&Frame::new(opcode::PONG, frame.payload))?;
            }
            Seen::Nothing(_) => {}
            seen => return Err(failure("des pings, pour qui répond", seen)),
        }
    }
    bob.say("toujours là")?;
    bob.expect_text("Bob : toujours là")
        .during("un membre qui se tait, et répond aux pings")
}

fn proxy(server: &Server) -> Verdict<Proxy> {
    let proxy = Proxy::listen("127.0.0.1:0", server.address());
    proxy.map_err(|error| failure("un mandataire", error))
}

fn freeze(program: &Program) -> Verdict {
    unreachable_member(program, Fault::Freeze)
}

fn swallow(program: &Program) -> Verdict {
    unreachable_member(program, Fault::Swallow)
}

/// Ana devient injoignable : elle sort au bout du silence, les autres parlent
/// sans attendre, et elle revient sans rien manquer.
fn unreachable_member(program: &Program, fault: Fault) -> Verdict {
    let server = program.start(&SILENCE)?;
    let proxy = proxy(&server)?;
    let mut bob = Client::enter(server.address(), "Bob")?;
    let mut ana = Client::open(proxy.address(), "/salon?nom=Ana&vu=0")?;
    bob.expect_text("Ana entre")?;
    let mut last = String::new();
    while !last.ends_with("Ana entre") {
        last = ana.text()?;
    }
    proxy.set(fault);
    let start = Instant::now();
    bob.say("un")?;
    bob.expect_text("Bob : un")?;
    let relayed = start.elapsed();
    let soon = Duration::from_secs(1);
    expect(
        relayed < soon,
        "un message relayé sans attendre Ana",
        format!("{relayed:?}"),
    )?;
    bob.expect_text("Ana sort")?;
    let gone = start.elapsed();
    let bounds = Duration::from_millis(1500)..Duration::from_millis(6000);
    expect(
        bounds.contains(&gone),
        "une sortie au bout de deux secondes de silence",
        format!("{gone:?}"),
    )?;
    proxy.set(Fault::None);
    let seen = last.split(' ').next().unwrap_or_default();
    let mut again = Client::open(proxy.address(), &format!("/salon?nom=Ana&vu={seen}"))?;
    for text in ["Bob : un", "Ana sort", "Ana entre"] {
        let line = again.text()?;
        expect(
            line.ends_with(&format!(" {text}")),
            &format!("« … {text} », au retour"),
            line,
        )?;
    }
    Ok(())
}

fn reset(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let proxy = proxy(&server)?;
    let mut bob = Client::enter(server.address(), "Bob")?;
    for _ in 0..10 {
        let _ana = Client::enter(proxy.address(), "Ana")?;
        bob.expect_text("Ana entre")?;
        let start = Instant::now();
        proxy.set(Fault::Reset);
        bob.expect_text("Ana sort")?;
        let gone = start.elapsed();
        expect(
            gone < Duration::from_secs(2),
            "une sortie annoncée aussitôt",
            format!("{gone:?}"),
        )?;
        proxy.set(Fault::None);
    }
    Ok(())
}

fn split(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let proxy = proxy(&server)?;
    proxy.set(Fault::Split);
    let mut ana = Client::enter(proxy.address(), "Ana")?;
    for length in [0, 1, 125, 126, 2000] {
        let text = "é".repeat(length);
        ana.say(&text)?;
        ana.expect_text(&format!("Ana : {text}"))?;
    }
    let mut flux = Stream::open(proxy.address(), "/flux?vu=0", "")?;
    let event = flux.event()?;
    expect(
        event.data == "Ana entre",
        "« Ana entre »",
        format!("{event:?}"),
    )?;
    ana.close()
}
