//! Des trames tirées au hasard, cent mille au moins, aux deux lectures de trames :
//! celle du serveur à fils, et celle de tungstenite, que prend axum.
//!
//! Aucune ne panique, aucune ne garde plus qu'un message, et elles sont d'accord.

use serveurs::bounds::MESSAGE_BYTES;
use serveurs::frames::{Event, Fault, Frames};
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};
use tungstenite::protocol::{Role, WebSocket, WebSocketConfig};
use tungstenite::{Error, Message};

/// Les trames à donner, et le temps qu'il ne faut pas passer.
const FRAMES: usize = 120_000;
const LONGEST: Duration = Duration::from_secs(20);
/// La plus longue suite de trames d'une même connexion.
const SEQUENCE: u64 = 12;
/// Ce que donne d'un coup une lecture de la connexion, au plus.
const CHUNK: usize = 4096;
/// L'en-tête d'une trame, au plus.
const HEADER: usize = 14;

/// Un tirage reproductible (xorshift64*, Vigna, 2016).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Un nombre plus petit que `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        (self.roll() >> 16) % bound
    }

    fn byte(&mut self) -> u8 {
        self.roll().to_be_bytes()[0]
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        let rank = self.below(u64::try_from(among.len()).unwrap());
        among[usize::try_from(rank).unwrap()]
    }

    /// Une trame, juste le plus souvent ; vrai si un message reste commencé.
    fn frame(&mut self, open: bool, bytes: &mut Vec<u8>) -> bool {
        let data = u8::from(!open);
        let mut opcode = self.pick(&[data, data, data, data, data, data, 8, 9, 10]);
        if self.one_in(30) {
            opcode = self.pick(&[0, 1, 2, 3, 7, 11, 15]);
        }
        let mut first = opcode | 0x80;
        if opcode < 8 && self.one_in(3) {
            first &= 0x7f;
        }
        if self.one_in(40) {
            first ^= self.pick(&[0x10, 0x20, 0x40, 0x80]);
        }
        let length = match self.below(40) {
            0 => self.pick(&[125, 126, 127, 4095, 4096, 4097, 65_535, 65_536]),
            _ if opcode >= 8 => self.below(6),
            _ => self.below(40),
        };
        let payload: Vec<u8> = match opcode {
            8 if length >= 2 => {
                let code: u16 = self.pick(&[1000, 1001, 1005, 1006, 1016, 2999, 3000, 4999]);
                code.to_be_bytes()
                    .into_iter()
                    .chain((2..length).map(|_| b'a'))
                    .collect()
            }
            _ if self.one_in(20) => (0..length).map(|_| self.byte()).collect(),
            _ => "été "
                .bytes()
                .cycle()
                .take(usize::try_from(length / 6 * 6).unwrap())
                .collect(),
        };
        let mut said = u64::try_from(payload.len()).unwrap();
        if self.one_in(100) {
            // La longueur ment, parfois énormément.
            said = self.pick(&[0, 126, 5000, 1 << 31, u64::MAX >> 1, u64::MAX]);
        }
        let masked = if self.one_in(60) { 0 } else { 0x80 };
        let control = opcode >= 8;
        let open = if control { open } else { first & 0x80 == 0 };
        bytes.push(first);
        let extended = said.to_be_bytes();
        match said {
            0..=125 => bytes.push(masked | extended[7]),
            126..=65_535 => {
                bytes.push(masked | 126);
                bytes.extend(&extended[6..]);
            }
            _ => {
                bytes.push(masked | 127);
                bytes.extend(extended);
            }
        }
        let mask = [self.byte(), self.byte(), self.byte(), self.byte()];
        if masked != 0 {
            bytes.extend(mask);
        }
        bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m));
        open
    }

    /// Ce qu'envoie un client, et combien de trames.
    fn sequence(&mut self) -> (Vec<u8>, usize) {
        let count = 1 + self.below(SEQUENCE);
        let mut bytes = Vec::new();
        let mut open = false;
        for _ in 0..count {
            open = self.frame(open, &mut bytes);
        }
        if self.one_in(10) {
            let kept = self.below(u64::try_from(bytes.len()).unwrap());
            bytes.truncate(usize::try_from(kept).unwrap());
        }
        if self.one_in(10) && !bytes.is_empty() {
            let rank = self.below(u64::try_from(bytes.len()).unwrap());
            bytes[usize::try_from(rank).unwrap()] = self.byte();
        }
        (bytes, usize::try_from(count).unwrap())
    }
}

/// Ce qu'une lecture a compris : les messages, puis comment elle a fini.
#[derive(Debug, PartialEq, Eq)]
struct Understood {
    texts: Vec<String>,
    pings: usize,
    end: Option<End>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Closed(Option<u16>),
    Fault(u16),
}

/// Ce que comprend le serveur à fils, à qui les octets arrivent par morceaux.
fn ours(bytes: &[u8], size: usize) -> Understood {
    let mut frames = Frames::default();
    let mut read = Understood {
        texts: Vec::new(),
        pings: 0,
        end: None,
    };
    for chunk in bytes.chunks(size) {
        frames.feed(chunk);
        loop {
            match frames.event() {
                Ok(Some(Event::Text(text))) => read.texts.push(text),
                Ok(Some(Event::Ping(_))) => read.pings += 1,
                Ok(Some(Event::Pong)) => {}
                Ok(Some(Event::Close(code))) => {
                    read.end = Some(End::Closed(code));
                    return read;
                }
                Ok(None) => break,
                Err(fault) => {
                    read.end = Some(End::Fault(fault.code));
                    return read;
                }
            }
        }
        let held = frames.held();
        assert!(held <= 2 * MESSAGE_BYTES + HEADER, "{held} octets gardés");
    }
    read
}

/// Une connexion en mémoire : ce qu'envoie le client, puis rien.
struct Memory<'a>(&'a [u8]);

impl Read for Memory<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.is_empty() {
            true => Err(io::ErrorKind::WouldBlock.into()),
            false => self.0.read(buffer),
        }
    }
}

impl Write for Memory<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Ce que comprend tungstenite, aux bornes du serveur axum.
fn theirs(bytes: &[u8]) -> Understood {
    let config = WebSocketConfig::default()
        .max_message_size(Some(MESSAGE_BYTES))
        .max_frame_size(Some(MESSAGE_BYTES))
        .read_buffer_size(CHUNK);
    let mut socket = WebSocket::from_raw_socket(Memory(bytes), Role::Server, Some(config));
    let mut read = Understood {
        texts: Vec::new(),
        pings: 0,
        end: None,
    };
    loop {
        read.end = match socket.read() {
            Ok(Message::Text(text)) => {
                read.texts.push(text.to_string());
                continue;
            }
            Ok(Message::Ping(_)) => {
                read.pings += 1;
                continue;
            }
            Ok(Message::Pong(_) | Message::Frame(_)) => continue,
            Ok(Message::Binary(_)) => Some(End::Fault(Fault::BINARY.code)),
            Ok(Message::Close(frame)) => Some(End::Closed(frame.map(|it| it.code.into()))),
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => None,
            Err(Error::Capacity(_)) => Some(End::Fault(Fault::LONG.code)),
            Err(Error::Utf8(_)) => Some(End::Fault(Fault::GARBLED.code)),
            Err(Error::Protocol(_)) => Some(End::Fault(Fault::PROTOCOL.code)),
            Err(error) => panic!("{error:?}"),
        };
        return read;
    }
}

#[test]
fn cent_mille_trames_au_hasard_ne_trompent_ni_l_un_ni_l_autre() {
    let start = Instant::now();
    let mut dice = Dice(0x5EED_0017);
    let (mut given, mut texts, mut faults, mut closed) = (0, 0, 0, 0);
    while given < FRAMES {
        let (bytes, count) = dice.sequence();
        given += count;
        let size = dice.pick(&[1, 2, 3, 7, 100, CHUNK]);
        let (mine, other) = (ours(&bytes, size), theirs(&bytes));
        // Découpés autrement, les mêmes octets disent la même chose.
        assert_eq!(mine, ours(&bytes, CHUNK), "{bytes:x?}");
        agree(&mine, &other).unwrap_or_else(|why| {
            panic!("{why}\nfils {mine:?}\naxum {other:?}\n{bytes:x?}");
        });
        texts += mine.texts.len();
        faults += usize::from(matches!(mine.end, Some(End::Fault(_))));
        closed += usize::from(matches!(mine.end, Some(End::Closed(_))));
        let lasted = start.elapsed();
        assert!(lasted < LONGEST, "{given} trames en {lasted:?}");
    }
    // Un tirage qui ne donnerait que des fautes n'éprouverait rien.
    for (what, count) in [
        ("messages", texts),
        ("fautes", faults),
        ("fermetures", closed),
    ] {
        assert!(count > 1000, "{count} {what}");
    }
}

/// Si les deux lectures sont d'accord, à quatre libertés près : tungstenite refuse
/// un texte fautif sans attendre le message entier, lit un message binaire avant de
/// le rendre, juge une trame à sa longueur d'abord, et son en-tête une fois qu'elle est
/// là tout entière.
fn agree(mine: &Understood, other: &Understood) -> Result<(), &'static str> {
    let early = matches!(other.end, Some(End::Fault(1007 | 1009)));
    let binary = mine.end == Some(End::Fault(Fault::BINARY.code));
    if binary {
        // La suite n'est lue que par tungstenite.
        return match other.texts.starts_with(&mine.texts) {
            true => Ok(()),
            false => Err("des messages différents avant un message binaire"),
        };
    }
    if mine.texts != other.texts || mine.pings != other.pings {
        let pings = other.pings <= mine.pings;
        return match early && mine.texts.starts_with(&other.texts) && pings {
            true => Ok(()),
            false => Err("des messages différents"),
        };
    }
    match (mine.end, other.end) {
        (mine, other) if mine == other => Ok(()),
        // Un code de fermeture interdit : tungstenite répond 1002 de lui-même.
        (Some(End::Fault(1002)), Some(End::Closed(_))) => Ok(()),
        // Une trame coupée, dont l'en-tête seul est fautif.
        (Some(End::Fault(_)), None) => Ok(()),
        _ if early => Ok(()),
        _ => Err("une fin différente"),
    }
}
