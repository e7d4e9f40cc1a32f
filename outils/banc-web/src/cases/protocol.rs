//! La norme : RFC 6455.

use super::Case;
use crate::client::{Client, Seen, request};
use crate::frame::{Frame, opcode};
use crate::http::{self, connect};
use crate::server::{PATIENCE, Program, Server};
use crate::verdict::{During as _, Verdict, expect, failure};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::thread;
use std::time::{Duration, Instant};

pub(super) const CASES: [Case; 13] = [
    Case::new(
        "poignée de main",
        "la demande d'exemple de la norme",
        handshake,
    ),
    Case::new(
        "trames fautives",
        "une trame que la norme interdit",
        wrong_frames,
    ),
    Case::new(
        "trame coupée",
        "une bonne trame, en deux envois",
        cut_everywhere,
    ),
    Case::new("ping", "un ping, avec un contenu", ping),
    Case::new(
        "un seul envoi",
        "la demande et toutes les trames en un envoi",
        one_segment,
    ),
    Case::new("fermetures", "une fermeture", closes),
    Case::new("fragments", "un message en fragments", fragments),
    Case::new(
        "bornes justes",
        "un message vide, et un de 4 096 octets",
        bounds,
    ),
    Case::new("demandes refusées", "une demande mal faite", wrong_requests),
    Case::new(
        "en-tête trop long",
        "un en-tête de 100 000 octets",
        long_head,
    ),
    Case::new(
        "en-tête lent",
        "un en-tête envoyé octet par octet",
        slow_head,
    ),
    Case::new(
        "octets au hasard",
        "des trames tirées au hasard",
        random_bytes,
    ),
    Case::new(
        "UTF-8 en fragments",
        "un caractère coupé entre deux fragments",
        split_character,
    ),
];

fn handshake(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    Client::enter(server.address(), "Ana")?.close()
}

/// Envoie `bytes`, et attend la fermeture de code `code` ; le serveur sert encore
/// après.
fn closed_by(server: &Server, bytes: &[u8], code: u16) -> Verdict {
    let mut client = Client::enter(server.address(), "Ana")?;
    client.send_raw(bytes)?;
    client.expect_close(code)?;
    server.settle("un membre fautif parti", |state| state.membres == 0)?;
    Ok(())
}

fn wrong_frames(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let text = Frame::text("bonjour");
    let mut unmasked = text.clone();
    unmasked.masked = false;
    let reserved = |bits| {
        Frame {
            reserved: bits,
            ..text.clone()
        }
        .bytes()
    };
    let of = |opcode: u8, length: usize| Frame::new(opcode, vec![b'a'; length]);
    let two = |first: Frame, second: Frame| [first.bytes(), second.bytes()].concat();
    let mut wrong = vec![
        ("une trame sans masque".to_owned(), unmasked.bytes(), 1002),
        (
            "un message de 4 097 octets, en une trame".into(),
            of(opcode::TEXT, 4097).bytes(),
            1009,
        ),
        (
            "un message de 100 000 octets, en une trame".into(),
            of(opcode::TEXT, 100_000).bytes(),
            1009,
        ),
        (
            "l'annonce d'une trame de 2⁶² octets".into(),
            [&[0x81, 0xff, 0x40][..], &[0; 7], &[0; 4]].concat(),
            1009,
        ),
        (
            "un message de 4 097 octets, en deux fragments".into(),
            two(
                of(opcode::TEXT, 4096).followed(),
                of(opcode::CONTINUATION, 1),
            ),
            1009,
        ),
        (
            "un message sans fin, en fragments de 512 octets".into(),
            std::iter::once(of(opcode::TEXT, 512))
                .chain((0..9).map(|_| of(opcode::CONTINUATION, 512)))
                .flat_map(|frame| frame.followed().bytes())
                .collect(),
            1009,
        ),
        (
            "un texte qui n'est pas de l'UTF-8".into(),
            Frame::new(opcode::TEXT, [0xff]).bytes(),
            1007,
        ),
        (
            "un caractère UTF-8 coupé".into(),
            Frame::new(opcode::TEXT, [b'a', 0xc3]).bytes(),
            1007,
        ),
        (
            "un demi-caractère d'UTF-16".into(),
            Frame::new(opcode::TEXT, [0xed, 0xa0, 0x80]).bytes(),
            1007,
        ),
        (
            "des fragments qui ne font pas de l'UTF-8".into(),
            two(
                Frame::new(opcode::TEXT, [0xc3]).followed(),
                Frame::new(opcode::CONTINUATION, "a"),
            ),
            1007,
        ),
        (
            "un message binaire".into(),
            of(opcode::BINARY, 3).bytes(),
            1003,
        ),
        (
            "un ping fragmenté".into(),
            of(opcode::PING, 1).followed().bytes(),
            1002,
        ),
        (
            "une fermeture fragmentée".into(),
            Frame::close(1000, b"").followed().bytes(),
            1002,
        ),
        (
            "un ping de 126 octets".into(),
            of(opcode::PING, 126).bytes(),
            1002,
        ),
        (
            "une suite sans début".into(),
            of(opcode::CONTINUATION, 1).bytes(),
            1002,
        ),
        (
            "un message commencé dans un autre".into(),
            two(text.clone().followed(), text.clone()),
            1002,
        ),
    ];
    for bits in [0b100, 0b010, 0b001] {
        wrong.push((
            format!("les bits réservés {bits:03b}"),
            reserved(bits),
            1002,
        ));
    }
    for code in [0x3, 0x7, 0xB, 0xF] {
        wrong.push((
            format!("une trame de la sorte {code}"),
            of(code, 1).bytes(),
            1002,
        ));
    }
    for (injected, bytes, code) in wrong {
        closed_by(&server, &bytes, code).during(injected)?;
    }
    Ok(())
}

fn closes(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let same = [0, 1000, 1001, 1003, 1011, 3000, 4999];
    for code in same {
        let frame = Frame::close(code, "à bientôt".as_bytes());
        closed_by(&server, &frame.bytes(), code)
            .during(format!("une fermeture, code {code} (0 : aucun)"))?;
    }
    for code in [1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535] {
        let frame = Frame::close(code, b"");
        closed_by(&server, &frame.bytes(), 1002)
            .during(format!("une fermeture, code interdit {code}"))?;
    }
    let one = Frame::new(opcode::CLOSE, [3]);
    closed_by(&server, &one.bytes(), 1002).during("une fermeture d'un octet")?;
    let reason = Frame::close(1000, &[0xff]);
    closed_by(&server, &reason.bytes(), 1007)
        .during("une fermeture dont la raison n'est pas de l'UTF-8")?;
    // Ce qui suit une fermeture n'existe pas.
    let mut bob = Client::enter(server.address(), "Bob")?;
    let mut ana = Client::enter(server.address(), "Ana")?;
    ana.send_raw(
        &[
            Frame::close(1000, b"").bytes(),
            Frame::text("trop tard").bytes(),
        ]
        .concat(),
    )?;
    ana.expect_close(1000)?;
    bob.expect_text("Ana entre")?;
    bob.expect_text("Ana sort")
        .during("un message après une fermeture")
}

fn cut_everywhere(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0"])?;
    let mut client = Client::enter(server.address(), "Ana")?;
    let frames = [
        Frame::text("bonjour"),
        Frame::text("é".repeat(100)),
        Frame::text("a".repeat(300)),
    ];
    for frame in &frames {
        let bytes = frame.bytes();
        let text = format!("Ana : {}", String::from_utf8_lossy(&frame.payload));
        for cut in 1..bytes.len() {
            if cut > 24 && cut % 41 != 0 {
                continue;
            }
            client.send_raw(&bytes[..cut])?;
            // Le temps que le premier morceau soit lu seul.
            thread::sleep(Duration::from_millis(3));
            client.send_raw(&bytes[cut..])?;
            client
                .expect_text(&text)
                .during(format!("une trame coupée après {cut} octets"))?;
        }
    }
    client.close()
}

fn pong(client: &mut Client, payload: &[u8]) -> Verdict {
    match client.next_within(PATIENCE) {
        Seen::Frame(frame) if frame.opcode == opcode::PONG && frame.payload == payload => Ok(()),
        seen => Err(failure("un pong, avec le même contenu", seen)),
    }
}

fn ping(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut client = Client::enter(server.address(), "Ana")?;
    for length in [0, 1, 125] {
        let payload = vec![b'p'; length];
        client.send(&Frame::new(opcode::PING, payload.clone()))?;
        pong(&mut client, &payload).during(format!("un ping de {length} octets"))?;
    }
    client.send(&Frame::text("bon").followed())?;
    client.send(&Frame::new(opcode::PING, "au milieu"))?;
    pong(&mut client, b"au milieu").during("un ping entre deux fragments")?;
    client.send(&Frame::new(opcode::CONTINUATION, "jour"))?;
    client
        .expect_text("Ana : bonjour")
        .during("un ping entre deux fragments")?;
    client.send(&Frame::new(opcode::PONG, "spontané"))?;
    client.say("toujours là")?;
    client
        .expect_text("Ana : toujours là")
        .during("un pong que personne ne demande")
}

fn one_segment(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut bob = Client::enter(server.address(), "Bob")?;
    let mut bytes = request(server.address(), "/salon?nom=Ana", "").into_bytes();
    for n in 1..=20 {
        bytes.extend(Frame::text(n.to_string()).bytes());
    }
    let mut ana = Client::upgrade(connect(server.address())?, &bytes)?;
    bob.expect_text("Ana entre")?;
    ana.expect_text("Ana entre")?;
    for n in 1..=20 {
        ana.expect_text(&format!("Ana : {n}"))?;
        bob.expect_text(&format!("Ana : {n}"))?;
    }
    // Ce qui précède une fermeture est dit aux autres.
    let last = [
        Frame::text("adieu").bytes(),
        Frame::close(1000, b"").bytes(),
    ]
    .concat();
    ana.send_raw(&last)?;
    ana.expect_close(1000)?;
    bob.expect_text("Ana : adieu")?;
    bob.expect_text("Ana sort")
}

fn fragments(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut client = Client::enter(server.address(), "Ana")?;
    client.send(&Frame::text("").followed())?;
    for part in ["bon", "", "jour"] {
        client.send(&Frame::new(opcode::CONTINUATION, part).followed())?;
    }
    client.send(&Frame::new(opcode::CONTINUATION, ""))?;
    client.expect_text("Ana : bonjour")
}

fn split_character(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut client = Client::enter(server.address(), "Ana")?;
    let bytes = "né 🦀".as_bytes();
    for cut in 0..=bytes.len() {
        client.send(&Frame::new(opcode::TEXT, &bytes[..cut]).followed())?;
        client.send(&Frame::new(opcode::CONTINUATION, &bytes[cut..]))?;
        client
            .expect_text("Ana : né 🦀")
            .during(format!("un fragment de {cut} octets, puis le reste"))?;
    }
    Ok(())
}

fn bounds(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut client = Client::enter(server.address(), "Ana")?;
    client.say("")?;
    client.expect_text("Ana : ")?;
    for length in [125, 126, 4096] {
        let text = "a".repeat(length);
        client.say(&text)?;
        client.expect_text(&format!("Ana : {text}"))?;
    }
    client.close()
}

fn wrong_requests(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let at = server.address();
    let good = request(at, "/salon?nom=Ana", "");
    let without = |header: &str| -> String {
        let lines = good.split_inclusive("\r\n");
        lines.filter(|line| !line.starts_with(header)).collect()
    };
    let version = good.replace("Version: 13", "Version: 8");
    let asked: [(&str, String, &[u16]); 8] = [
        ("la version 8 de WebSocket", version.clone(), &[426]),
        ("une demande sans clé", without("Sec-WebSocket-Key"), &[400]),
        (
            "une clé trop courte",
            good.replace(crate::client::KEY, "dGhlIQ=="),
            &[400],
        ),
        ("une demande ordinaire", without("Upgrade"), &[400, 426]),
        (
            "une autre méthode",
            good.replace("GET /salon", "POST /salon"),
            &[405],
        ),
        (
            "une adresse inconnue",
            good.replace("GET /salon", "GET /salons"),
            &[404],
        ),
        (
            "un numéro vu qui n'en est pas un",
            good.replace("nom=Ana", "nom=Ana&vu=hier"),
            &[400],
        ),
        (
            "une demande qui n'en est pas une",
            "n'importe quoi\r\n\r\n".to_owned(),
            &[400],
        ),
    ];
    for (injected, request, statuses) in asked {
        let answer = http::answer_to(at, request.as_bytes()).during(injected)?;
        let expected = format!("le statut {}", statuses[0]);
        expect(statuses.contains(&answer.status), &expected, answer.status).during(injected)?;
    }
    let answer = http::answer_to(at, version.as_bytes())?;
    let told = answer.header("sec-websocket-version");
    expect(
        told == Some("13"),
        "Sec-WebSocket-Version: 13",
        &answer.head,
    )
    .during("la version 8 de WebSocket")?;
    let answer = http::answer_to(at, good.replace("nom=Ana", "nom=").as_bytes())?;
    let sort = answer
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    expect(
        sort == "text/plain; charset=utf-8",
        "text/plain; charset=utf-8",
        sort,
    )
    .during("un nom vide")?;
    expect(answer.body.trim().contains(' '), "une phrase", answer.body).during("un nom vide")?;
    Client::enter(at, "Ana")?.close()
}

fn long_head(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let long = format!("X-Long: {}\r\n", "a".repeat(100_000));
    let request = request(server.address(), "/salon?nom=Ana", &long);
    let mut stream = connect(server.address())?;
    // Coupée avant d'avoir tout envoyé : c'est ce qui est attendu.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let start = Instant::now();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let refused = answer.is_empty() || answer.starts_with("HTTP/1.1 431");
    expect(refused, "le statut 431, ou la fin de la connexion", answer)?;
    expect(
        start.elapsed() < PATIENCE,
        "une fin",
        "la connexion reste ouverte",
    )?;
    Client::enter(server.address(), "Ana")?.close()
}

fn slow_head(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let request = request(server.address(), "/salon?nom=Lente", "");
    let mut slow: Vec<_> = (0..20)
        .map(|_| connect(server.address()))
        .collect::<Verdict<_>>()?;
    let start = Instant::now();
    let mut others = Duration::ZERO;
    for byte in request.bytes() {
        for stream in &mut slow {
            let _ = stream.write_all(&[byte]);
        }
        let begin = Instant::now();
        Client::enter(server.address(), "Ana")?
            .close()
            .during("vingt en-têtes lents à la fois")?;
        others = others.max(begin.elapsed());
        thread::sleep(Duration::from_millis(150));
        if start.elapsed() > Duration::from_millis(6500) {
            break;
        }
    }
    expect(
        others < Duration::from_secs(2),
        "d'autres servis en moins de deux secondes",
        format!("{others:?}"),
    )?;
    for mut stream in slow {
        let mut answer = Vec::new();
        let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
        let ended = match stream.read_to_end(&mut answer) {
            Ok(_) => true,
            Err(error) => !http::is_timeout(&error),
        };
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let refused = ended && !answer.starts_with("HTTP/1.1 101");
        let seen = if answer.is_empty() {
            "une connexion ouverte"
        } else {
            &answer
        };
        expect(refused, "la fin de la connexion, après cinq secondes", seen)?;
    }
    Ok(())
}

/// Un tirage qui se refait.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn byte(&mut self) -> u8 {
        self.next(256).to_le_bytes()[0]
    }
}

fn random_bytes(program: &Program) -> Verdict {
    let mut server = program.start(&["--debit", "0"])?;
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    for turn in 0..150 {
        let mut client = Client::open(server.address(), &format!("/salon?nom=Hasard{turn}"))?;
        let mut bytes = Vec::new();
        for _ in 0..draw.next(20) + 1 {
            let length = usize::try_from(draw.next(200)).unwrap_or(0);
            let payload: Vec<u8> = (0..length).map(|_| draw.byte()).collect();
            match draw.next(3) {
                0 => bytes.extend(payload),
                1 => bytes.extend(Frame::new(draw.byte() & 0xf, payload).bytes()),
                _ => bytes.extend(Frame::text("bonjour").bytes()),
            }
        }
        let mut described = String::new();
        for byte in bytes.iter().take(24) {
            let _ = write!(described, "{byte:02x} ");
        }
        // Le serveur peut avoir fermé avant la fin : c'est permis.
        let _ = client.send_raw(&bytes);
        drop(client);
        expect(
            server.is_alive(),
            "un serveur vivant",
            server_end(&mut server),
        )
        .during(described)?;
    }
    let empty = |state: &crate::server::State| state.membres == 0;
    server.settle("tous partis", empty)?;
    Client::enter(server.address(), "Ana")?.close()?;
    server.terminate()?;
    server.wait(PATIENCE);
    let errors = server.errors();
    expect(!errors.contains("panic"), "aucune panique", errors)
}

fn server_end(server: &mut Server) -> String {
    match server.wait(Duration::ZERO) {
        Some(status) => format!("{status}"),
        None => "vivant".to_owned(),
    }
}
