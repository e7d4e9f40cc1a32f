//! Un petit salon, juste, ou faux d'une façon choisie : de quoi voir que chaque
//! cas du banc échoue quand il le doit.
//!
//! `faux-salon FAUTE ADRESSE [OPTIONS]` ; la faute `aucune` ne change rien.

use anyhow::{Context as _, Result, bail};
use banc_web::frame::{Frame, opcode};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use std::{env, thread};
use tungstenite::handshake::derive_accept_key;

/// Ce que ce salon fait mal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flaw {
    None,
    /// Deux annonces de suite sont échangées, pour un membre sur deux.
    Order,
    /// Les messages d'un même membre se doublent.
    Overtake,
    /// « sort » est dit avant que le nom soit libre.
    TellFirst,
    /// Le salon attend qui ne lit pas.
    Blocking,
    /// Les files n'ont pas de borne.
    Unbounded,
    /// Qui ne lit pas perd des annonces, et reste.
    Keep,
    /// À l'arrêt, rien n'est dit.
    NoFarewell,
    /// À l'arrêt, il attend les membres.
    SlowStop,
    /// L'origine n'est pas regardée.
    AnyOrigin,
    /// Un message peut être aussi long qu'il veut.
    AnyLength,
    /// Un membre peut parler autant qu'il veut.
    AnyRate,
    /// Autant de membres qu'il en vient.
    AnyCount,
    /// Le texte n'est pas vérifié.
    AnyText,
    /// Une trame sans masque est lue.
    AnyMask,
    /// Un pong n'a pas le contenu de son ping.
    EmptyPong,
    /// Qui se tait n'est pas coupé.
    Patient,
    /// Le retour perd une annonce.
    Lose,
    /// Le retour répète une annonce.
    Repeat,
    /// Un trou n'est pas dit.
    HideHole,
    /// Les numéros repartent de un.
    SameNumbers,
    /// Une fin de ligne coupe un événement.
    RawLines,
    /// Une connexion finie laisse son fil et son descripteur.
    Leak,
    /// Un en-tête se lit un à la fois.
    OneHead,
    /// Ce qui suit la demande dans le même envoi est perdu.
    DropEarly,
}

const FLAWS: [(&str, Flaw); 25] = [
    ("aucune", Flaw::None),
    ("ordre", Flaw::Order),
    ("double", Flaw::Overtake),
    ("annonce-d-abord", Flaw::TellFirst),
    ("attend", Flaw::Blocking),
    ("sans-borne", Flaw::Unbounded),
    ("garde", Flaw::Keep),
    ("sans-1001", Flaw::NoFarewell),
    ("arret-lent", Flaw::SlowStop),
    ("toute-origine", Flaw::AnyOrigin),
    ("toute-longueur", Flaw::AnyLength),
    ("tout-debit", Flaw::AnyRate),
    ("tout-nombre", Flaw::AnyCount),
    ("tout-texte", Flaw::AnyText),
    ("sans-masque", Flaw::AnyMask),
    ("pong-vide", Flaw::EmptyPong),
    ("patient", Flaw::Patient),
    ("perd", Flaw::Lose),
    ("repete", Flaw::Repeat),
    ("cache-le-trou", Flaw::HideHole),
    ("memes-numeros", Flaw::SameNumbers),
    ("lignes-brutes", Flaw::RawLines),
    ("fuit", Flaw::Leak),
    ("un-en-tete", Flaw::OneHead),
    ("perd-la-suite", Flaw::DropEarly),
];

/// Les bornes, comme les vrais.
#[derive(Clone)]
struct Limits {
    flaw: Flaw,
    members: usize,
    rate: f64,
    queue: usize,
    silence: Duration,
    past: usize,
    origins: Vec<String>,
}

/// Ce qui attend un membre.
enum Queue {
    Bounded(SyncSender<Say>),
    Free(Sender<Say>),
}

#[derive(Clone)]
enum Say {
    Line(u64, String),
    Frame(Frame),
    End(u16),
}

impl Queue {
    fn put(&self, said: Say, waits: bool) -> bool {
        match self {
            Self::Free(sender) => sender.send(said).is_ok(),
            Self::Bounded(sender) if waits => sender.send(said).is_ok(),
            Self::Bounded(sender) => !matches!(sender.try_send(said), Err(TrySendError::Full(_))),
        }
    }
}

struct Member {
    name: String,
    queue: Queue,
    tcp: TcpStream,
    held: Option<(u64, String)>,
}

struct Room {
    limits: Limits,
    members: BTreeMap<u64, Member>,
    history: VecDeque<(u64, String)>,
    first: u64,
    next: u64,
    ids: u64,
    /// Les messages doublés, par membre.
    held: BTreeMap<String, String>,
}

type Shared = Arc<Mutex<Room>>;

fn locked(room: &Shared) -> MutexGuard<'_, Room> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    fn announce(&mut self, text: String) {
        let flaw = self.limits.flaw;
        let mut texts = VecDeque::from([text]);
        if flaw == Flaw::Overtake
            && let Some((sender, word)) = texts[0].split_once(" : ")
        {
            let sender = sender.to_owned();
            match word {
                // Dit après le suivant.
                "3" => drop(
                    self.held
                        .insert(sender, texts.remove(0).unwrap_or_default()),
                ),
                "4" => texts.extend(self.held.remove(&sender)),
                _ => {}
            }
        }
        while let Some(text) = texts.pop_front() {
            let said = (self.next, text);
            self.next += 1;
            self.history.push_back(said.clone());
            while self.history.len() > self.limits.past {
                self.history.pop_front();
            }
            let mut slow = Vec::new();
            for (id, member) in &mut self.members {
                let mut lines = vec![said.clone()];
                if flaw == Flaw::Order && id % 2 == 1 && said.1.contains(" : ") {
                    lines.extend(member.held.take());
                    if said.1.ends_with(" : 2") {
                        member.held = lines.pop();
                    }
                }
                for (number, text) in lines {
                    if !member
                        .queue
                        .put(Say::Line(number, text), flaw == Flaw::Blocking)
                    {
                        slow.push(*id);
                    }
                }
            }
            if flaw == Flaw::Keep {
                slow.clear();
            }
            for id in slow {
                if let Some(member) = self.members.remove(&id) {
                    // Sans file, celui qui écrit finit ; bloqué, il est coupé.
                    let _ = member.tcp.shutdown(Shutdown::Both);
                    if !member.name.is_empty() {
                        texts.push_back(format!("{} sort", member.name));
                    }
                }
            }
        }
    }

    /// Ce qui suit `seen`, et s'il y a un trou.
    fn after(&self, seen: u64) -> (Vec<(u64, String)>, bool) {
        let oldest = self.next - self.history.len() as u64;
        let hole = seen != 0 && (seen + 1 < oldest || seen >= self.next);
        let mut missed: Vec<_> = self
            .history
            .iter()
            .filter(|said| said.0 > seen)
            .cloned()
            .collect();
        match self.limits.flaw {
            Flaw::Lose if seen != 0 && !missed.is_empty() => drop(missed.remove(0)),
            Flaw::Repeat if seen != 0 => missed
                .splice(
                    0..0,
                    self.history.iter().find(|said| said.0 == seen).cloned(),
                )
                .for_each(drop),
            _ => {}
        }
        (missed, hole && self.limits.flaw != Flaw::HideHole)
    }

    fn enter(
        &mut self,
        name: &str,
        seen: Option<u64>,
        tcp: TcpStream,
    ) -> Result<Entered, (u16, &'static str)> {
        if self.members.len() >= self.limits.members && self.limits.flaw != Flaw::AnyCount {
            return Err((503, "Le salon est plein."));
        }
        if !name.is_empty() && self.members.values().any(|member| member.name == name) {
            return Err((409, "Ce nom est pris."));
        }
        let (queue, receiver) = match self.limits.flaw {
            Flaw::Unbounded => {
                let (sender, receiver) = channel();
                (Queue::Free(sender), receiver)
            }
            _ => {
                let (sender, receiver) = sync_channel(self.limits.queue);
                (Queue::Bounded(sender), receiver)
            }
        };
        let (missed, hole) = seen.map_or((Vec::new(), false), |seen| self.after(seen));
        self.ids += 1;
        let member = Member {
            name: name.to_owned(),
            queue,
            tcp,
            held: None,
        };
        self.members.insert(self.ids, member);
        if !name.is_empty() {
            self.announce(format!("{name} entre"));
        }
        Ok(Entered {
            id: self.ids,
            receiver,
            missed,
            hole,
        })
    }
}

struct Entered {
    id: u64,
    receiver: Receiver<Say>,
    missed: Vec<(u64, String)>,
    hole: bool,
}

fn leave(room: &Shared, id: u64) {
    let mut here = locked(room);
    let Some(name) = here.members.get(&id).map(|member| member.name.clone()) else {
        return;
    };
    if name.is_empty() {
        here.members.remove(&id);
        return;
    }
    let text = format!("{name} sort");
    if here.limits.flaw == Flaw::TellFirst {
        here.announce(text);
        drop(here);
        // Ce qu'un ordonnanceur malheureux ferait.
        thread::sleep(Duration::from_millis(20));
        locked(room).members.remove(&id);
    } else {
        here.members.remove(&id);
        here.announce(text);
    }
}

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let named = arguments.next().context("il manque la faute")?;
    let flaw = FLAWS.iter().find(|(name, _)| *name == named);
    let &(_, flaw) = flaw.with_context(|| format!("faute inconnue, « {named} »"))?;
    let address = arguments.next().context("il manque l'adresse")?;
    let mut limits = Limits {
        flaw,
        members: 1200,
        rate: 20.0,
        queue: 64,
        silence: Duration::from_secs(30),
        past: 256,
        origins: Vec::new(),
    };
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--membres" => limits.members = value.parse()?,
            "--debit" => limits.rate = value.parse()?,
            "--file" => limits.queue = value.parse()?,
            "--silence" => limits.silence = Duration::from_secs(value.parse()?),
            "--passe" => limits.past = value.parse()?,
            "--origine" => limits.origins.push(value),
            _ => bail!("option inconnue, « {name} »"),
        }
    }
    let start = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let first = if flaw == Flaw::SameNumbers {
        1
    } else {
        u64::try_from(start.as_micros())?
    };
    let listener = TcpListener::bind(&address)?;
    println!("prêt {}", listener.local_addr()?);
    let room = Arc::new(Mutex::new(Room {
        limits: limits.clone(),
        members: BTreeMap::new(),
        history: VecDeque::new(),
        first,
        next: first,
        ids: 0,
        held: BTreeMap::new(),
    }));
    let stopped = room.clone();
    ctrlc::set_handler(move || stop(&stopped))?;
    for tcp in listener.incoming().map_while(Result::ok) {
        let (room, limits) = (room.clone(), limits.clone());
        let serve = move || {
            let kept = tcp.try_clone();
            // Un client qui part n'est une erreur pour personne.
            let _ = serve(tcp, &room, &limits);
            if limits.flaw == Flaw::Leak {
                loop {
                    thread::park();
                }
            }
            drop(kept);
        };
        if flaw == Flaw::OneHead {
            serve();
        } else {
            thread::spawn(serve);
        }
    }
    Ok(())
}

/// Dit 1001 à chacun, et finit.
fn stop(room: &Shared) {
    let flaw = {
        let mut here = locked(room);
        let flaw = here.limits.flaw;
        if flaw != Flaw::NoFarewell {
            for member in here.members.values() {
                let _ = member.queue.put(Say::End(1001), false);
            }
        }
        here.members.clear();
        flaw
    };
    let time = if flaw == Flaw::SlowStop { 2000 } else { 150 };
    thread::sleep(Duration::from_millis(time));
    std::process::exit(0);
}

/// Lit une demande, et y répond.
fn serve(mut tcp: TcpStream, room: &Shared, limits: &Limits) -> Result<()> {
    tcp.set_nodelay(true)?;
    tcp.set_read_timeout(Some(Duration::from_secs(5)))?;
    let small = socket2::SockRef::from(&tcp);
    small.set_send_buffer_size(64 << 10)?;
    let start = std::time::Instant::now();
    let mut input = Vec::new();
    let end = loop {
        if let Some(at) = input.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        let mut piece = [0; 4096];
        match tcp.read(&mut piece)? {
            0 => return Ok(()),
            n => input.extend(&piece[..n]),
        }
        if input.len() > 8192 || start.elapsed() > Duration::from_secs(5) {
            return Ok(());
        }
    };
    let head = String::from_utf8_lossy(&input[..end]).into_owned();
    input.drain(..end + 4);
    if limits.flaw == Flaw::DropEarly {
        input.clear();
    }
    let mut words = head.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parameter = |name: &str| {
        let pair = query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        pair.map(decoded)
    };
    let header = |name| banc_web::http::header(&head, name);
    let seen = header("last-event-id")
        .map(str::to_owned)
        .or_else(|| parameter("vu"));
    let seen = match seen.map(|seen| seen.parse()) {
        Some(Err(_)) => return refuse(&mut tcp, 400, "Le numéro vu doit être un nombre."),
        Some(Ok(seen)) => Some(seen),
        None => None,
    };
    match path {
        "/" | "/salon" | "/flux" | "/etat" if method != "GET" => {
            refuse(&mut tcp, 405, "Seul GET est permis.")
        }
        "/" => answer(&mut tcp, "200 OK", "text/html", "<p role=\"log\"></p>"),
        "/etat" => {
            let state = {
                let here = locked(room);
                let named = here
                    .members
                    .values()
                    .filter(|member| !member.name.is_empty())
                    .count();
                let readers = here.members.len() - named;
                let threads = std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
                let announced = here.next - here.first;
                format!(
                    "{{\"serveur\":\"fils\",\"membres\":{named},\"lecteurs\":{readers},\
                     \"fils\":{threads},\"taches\":null,\"annonces\":{announced}}}"
                )
            };
            answer(&mut tcp, "200 OK", "application/json", &state)
        }
        "/flux" => match enter(room, "", seen, &tcp)? {
            Ok(entered) => stream(tcp, room, limits, entered),
            Err((status, reason)) => refuse(&mut tcp, status, reason),
        },
        "/salon" => {
            let upgraded = header("upgrade").is_some();
            let origin = header("origin").is_none_or(|origin| {
                let own = header("host").unwrap_or_default();
                origin == format!("http://{own}")
                    || origin == format!("https://{own}")
                    || limits.origins.iter().any(|allowed| allowed == origin)
            });
            let name = parameter("nom").unwrap_or_default().trim().to_owned();
            let length = name.chars().count();
            if header("sec-websocket-version") != Some("13") && upgraded {
                return refuse(&mut tcp, 426, "Seule la version 13 est parlée.");
            }
            if header("sec-websocket-key").map(str::len) != Some(24) || !upgraded {
                return refuse(&mut tcp, 400, "La demande est mal faite.");
            }
            if !origin && limits.flaw != Flaw::AnyOrigin {
                return refuse(&mut tcp, 403, "Cette origine est refusée.");
            }
            if !(1..=24).contains(&length)
                || name.contains(|c: char| c.is_control() || c == '\u{fffd}')
            {
                return refuse(&mut tcp, 400, "Ce nom est refusé.");
            }
            match enter(room, &name, seen, &tcp)? {
                Ok(entered) => {
                    let accept =
                        header("sec-websocket-key").map(|key| derive_accept_key(key.as_bytes()));
                    let welcome = Welcome {
                        accept: accept.unwrap_or_default(),
                        input,
                        numbered: seen.is_some(),
                    };
                    chat(tcp, room, limits, entered, welcome)
                }
                Err((status, reason)) => refuse(&mut tcp, status, reason),
            }
        }
        _ if method.is_empty() || target.is_empty() || !head.contains("HTTP/1.1") => {
            refuse(&mut tcp, 400, "La demande est mal faite.")
        }
        _ => refuse(&mut tcp, 404, "Rien n'est ici."),
    }
}

fn enter(
    room: &Shared,
    name: &str,
    seen: Option<u64>,
    tcp: &TcpStream,
) -> Result<Result<Entered, (u16, &'static str)>> {
    Ok(locked(room).enter(name, seen, tcp.try_clone()?))
}

/// Un paramètre décodé ; ce qui est mal codé devient U+FFFD, qui est refusé.
fn decoded(coded: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = coded.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let pair = after
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok());
        match (
            byte,
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            (b'%', None) => bytes.push(0xff),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn refuse(tcp: &mut TcpStream, status: u16, reason: &str) -> Result<()> {
    let mut status = format!("{status} Non");
    if status.starts_with("426") {
        status.push_str("\r\nSec-WebSocket-Version: 13");
    }
    answer(tcp, &status, "text/plain; charset=utf-8", reason)
}

fn answer(tcp: &mut TcpStream, status: &str, sort: &str, body: &str) -> Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {sort}\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n"
    );
    tcp.write_all((head + body).as_bytes())?;
    Ok(())
}

fn stream(mut tcp: TcpStream, room: &Shared, limits: &Limits, entered: Entered) -> Result<()> {
    // La fin du lecteur se voit en lisant.
    let (ended, id) = (tcp.try_clone()?, entered.id);
    let told = room.clone();
    ended.set_read_timeout(None)?;
    thread::spawn(move || {
        let _ = io::copy(&mut &ended, &mut io::sink());
        leave(&told, id);
    });
    let mut text = String::from(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\nretry: 1000\n\n",
    );
    if entered.hole {
        text.push_str("event: trou\ndata: Des messages ont pu être perdus\n\n");
    }
    let event = |(number, text): (u64, String)| {
        let lines = match limits.flaw {
            Flaw::RawLines => text,
            _ => text
                .replace("\r\n", "\n")
                .replace('\r', "\n")
                .replace('\n', "\ndata: "),
        };
        format!("id: {number}\ndata: {lines}\n\n")
    };
    text.extend(entered.missed.into_iter().map(event));
    let done = (|| -> io::Result<()> {
        tcp.write_all(text.as_bytes())?;
        loop {
            match entered.receiver.recv_timeout(limits.silence / 2) {
                Ok(Say::Line(number, text)) => tcp.write_all(event((number, text)).as_bytes())?,
                Ok(Say::Frame(_)) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    tcp.write_all(b": silence\n\n")?
                }
                Ok(Say::End(_)) | Err(_) => return Ok(()),
            }
        }
    })();
    leave(room, id);
    tcp.shutdown(Shutdown::Both)?;
    Ok(done?)
}

/// Ce que sait un membre qui entre.
struct Welcome {
    accept: String,
    input: Vec<u8>,
    numbered: bool,
}

fn chat(
    tcp: TcpStream,
    room: &Shared,
    limits: &Limits,
    entered: Entered,
    welcome: Welcome,
) -> Result<()> {
    let Welcome {
        accept,
        input,
        numbered,
    } = welcome;

    let id = entered.id;
    let mut output = tcp.try_clone()?;
    let mut first = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    )
    .into_bytes();
    if entered.hole {
        first.extend(plain(Frame::text("0 Des messages ont pu être perdus")));
    }
    let line = move |number: u64, text: String| match numbered {
        true => plain(Frame::text(format!("{number} {text}"))),
        false => plain(Frame::text(text)),
    };
    first.extend(
        entered
            .missed
            .into_iter()
            .flat_map(|(number, text)| line(number, text)),
    );
    let receiver = entered.receiver;
    let writer = thread::spawn(move || -> io::Result<()> {
        output.write_all(&first)?;
        while let Ok(said) = receiver.recv() {
            match said {
                Say::Line(number, text) => output.write_all(&line(number, text))?,
                Say::Frame(frame) => output.write_all(&plain(frame))?,
                Say::End(code) => {
                    output.write_all(&plain(Frame::close(code, b"")))?;
                    break;
                }
            }
        }
        output.shutdown(Shutdown::Write)
    });
    let code = listen(&tcp, room, limits, id, input);
    {
        let here = locked(room);
        if let (Some(member), Some(code)) = (here.members.get(&id), code) {
            let _ = member.queue.put(Say::End(code), false);
        }
    }
    leave(room, id);
    if code.is_none() {
        tcp.shutdown(Shutdown::Both)?;
    }
    let _ = writer.join();
    // Le client ferme de son côté ; sinon, la connexion est coupée.
    tcp.set_read_timeout(Some(Duration::from_millis(300)))?;
    let _ = io::copy(&mut &tcp, &mut io::sink());
    Ok(())
}

fn plain(mut frame: Frame) -> Vec<u8> {
    frame.masked = false;
    frame.bytes()
}

/// Lit les trames d'un membre ; rend le code avec lequel fermer, s'il y en a un.
fn listen(
    mut tcp: &TcpStream,
    room: &Shared,
    limits: &Limits,
    id: u64,
    mut input: Vec<u8>,
) -> Option<u16> {
    let flaw = limits.flaw;
    let name = locked(room).members.get(&id)?.name.clone();
    let queue = |said| {
        if let Some(member) = locked(room).members.get(&id) {
            let _ = member.queue.put(said, false);
        }
    };
    let mut message: Option<Vec<u8>> = None;
    let mut tokens = limits.rate * 2.0;
    let mut last = std::time::Instant::now();
    let mut heard = std::time::Instant::now();
    let mut pinged = false;
    loop {
        let most = if flaw == Flaw::AnyLength {
            usize::MAX
        } else {
            4096
        };
        if let Some(code) = early(&input, message.as_deref(), flaw, most) {
            return Some(code);
        }
        if let Some((frame, length)) = Frame::parse(&input) {
            input.drain(..length);
            match frame.opcode {
                opcode::PING => {
                    let payload = if flaw == Flaw::EmptyPong {
                        Vec::new()
                    } else {
                        frame.payload
                    };
                    queue(Say::Frame(Frame::new(opcode::PONG, payload)));
                }
                opcode::PONG => {}
                opcode::CLOSE => return Some(close_code(&frame.payload)),
                _ => {
                    let whole = message.get_or_insert_default();
                    whole.extend(frame.payload);
                    if !frame.last {
                        continue;
                    }
                    let whole = message.take()?;
                    let text = match String::from_utf8(whole) {
                        Ok(text) => text,
                        Err(bad) if flaw == Flaw::AnyText => {
                            String::from_utf8_lossy(bad.as_bytes()).into_owned()
                        }
                        Err(_) => return Some(1007),
                    };
                    tokens = (tokens + last.elapsed().as_secs_f64() * limits.rate)
                        .min(limits.rate * 2.0);
                    last = std::time::Instant::now();
                    if tokens < 1.0 && limits.rate > 0.0 && flaw != Flaw::AnyRate {
                        return Some(1008);
                    }
                    tokens -= 1.0;
                    let mut here = locked(room);
                    if here.members.contains_key(&id) {
                        here.announce(format!("{name} : {text}"));
                    }
                }
            }
            continue;
        }
        let wait = if pinged {
            limits.silence
        } else {
            limits.silence / 2
        };
        let left = wait
            .saturating_sub(heard.elapsed())
            .max(Duration::from_millis(1));
        tcp.set_read_timeout(Some(left)).ok()?;
        let mut piece = [0; 4096];
        match tcp.read(&mut piece) {
            Ok(0) => return None,
            Ok(n) => {
                input.extend(&piece[..n]);
                heard = std::time::Instant::now();
                pinged = false;
            }
            Err(error) if banc_web::http::is_timeout(&error) && heard.elapsed() >= wait => {
                if pinged && flaw != Flaw::Patient {
                    return Some(1011);
                }
                pinged = true;
                queue(Say::Frame(Frame::new(opcode::PING, "")));
            }
            Err(error) if banc_web::http::is_timeout(&error) => {}
            Err(_) => return None,
        }
    }
}

/// La faute que montre déjà le début d'une trame.
fn early(input: &[u8], message: Option<&[u8]>, flaw: Flaw, most: usize) -> Option<u16> {
    let (&first, &second) = (input.first()?, input.get(1)?);
    let (last, kind) = (first & 0x80 != 0, first & 0xf);
    let control = kind >= 8;
    let short = usize::from(second & 0x7f);
    let length = match short {
        126 => usize::from(u16::from_be_bytes(input.get(2..4)?.try_into().ok()?)),
        127 => usize::try_from(u64::from_be_bytes(input.get(2..10)?.try_into().ok()?))
            .unwrap_or(usize::MAX),
        short => short,
    };
    let wrong = first & 0x70 != 0
        || !matches!(kind, 0 | 1 | 2 | 8 | 9 | 10)
        || (second & 0x80 == 0 && flaw != Flaw::AnyMask)
        || (control && (!last || short > 125))
        || (kind == 0 && message.is_none())
        || (!control && kind != 0 && message.is_some());
    match (wrong, kind) {
        (true, _) => Some(1002),
        (_, opcode::BINARY) => Some(1003),
        _ if !control && length > most - message.map_or(0, <[u8]>::len) => Some(1009),
        _ => None,
    }
}

/// Le code qui répond à une fermeture ; zéro : aucun.
fn close_code(payload: &[u8]) -> u16 {
    let Some((code, reason)) = payload.split_first_chunk() else {
        return if payload.is_empty() { 0 } else { 1002 };
    };
    match u16::from_be_bytes(*code) {
        _ if std::str::from_utf8(reason).is_err() => 1007,
        code @ (1000..=1003 | 1007..=1014 | 3000..=4999) => code,
        _ => 1002,
    }
}
