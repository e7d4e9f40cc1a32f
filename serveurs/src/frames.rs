//! Les trames d'un client : ce qu'il dit, ou sa faute (RFC 6455, 5 et 7).
//!
//! La lecture ne garde jamais plus d'un message et d'une trame, quoi qu'il envoie :
//! une trame est refusée dès son en-tête.

use crate::bounds::MESSAGE_BYTES;
use std::io::Cursor;
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{Control, Data, OpCode};

/// Octets d'une trame de contrôle, au plus.
const CONTROL_BYTES: usize = 125;

/// Ce que dit un client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Un message entier.
    Text(String),
    /// Un ping, à rendre.
    Ping(Vec<u8>),
    /// Un pong.
    Pong,
    /// Il s'en va, avec ce code s'il en donne un.
    Close(Option<u16>),
}

/// Pourquoi une connexion est fermée : le code et la raison qui le disent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Le code (RFC 6455, 7.4).
    pub code: u16,
    /// La raison.
    pub reason: &'static str,
}

impl Fault {
    const fn new(code: u16, reason: &'static str) -> Self {
        Self { code, reason }
    }

    /// Le serveur s'arrête.
    pub const STOPPING: Self = Self::new(1001, "le serveur s'arrête");
    /// Une faute de protocole.
    pub const PROTOCOL: Self = Self::new(1002, "faute de protocole");
    /// Un message binaire.
    pub const BINARY: Self = Self::new(1003, "du texte seulement");
    /// Un texte qui n'en est pas un.
    pub const GARBLED: Self = Self::new(1007, "UTF-8 invalide");
    /// Trop de messages.
    pub const FLOOD: Self = Self::new(1008, "trop de messages");
    /// Un message trop long.
    pub const LONG: Self = Self::new(1009, "message trop long");
    /// Plus un octet.
    pub const SILENCE: Self = Self::new(1011, "silence");
    /// Une file pleine.
    pub const SLOW: Self = Self::new(1013, "trop lent");
}

/// Ce qui lit les trames d'un client, à mesure qu'elles arrivent.
#[derive(Debug, Default)]
pub struct Frames {
    input: Vec<u8>,
    /// L'en-tête lu, dont la charge n'est pas encore là.
    header: Option<(FrameHeader, usize)>,
    /// Les morceaux d'un message commencé.
    message: Option<Vec<u8>>,
}

impl Frames {
    /// Ajoute ce qui vient d'arriver.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.input.extend_from_slice(bytes);
    }

    /// Les octets gardés.
    #[must_use]
    pub fn held(&self) -> usize {
        self.input.len() + self.message.as_ref().map_or(0, Vec::len)
    }

    /// Ce que le client dit ensuite, s'il l'a dit en entier. À appeler jusqu'à ce
    /// qu'il n'y ait plus rien.
    ///
    /// # Errors
    ///
    /// Sa faute : plus rien n'est à lire ensuite.
    pub fn event(&mut self) -> Result<Option<Event>, Fault> {
        while let Some((opcode, last, payload)) = self.frame()? {
            match opcode {
                OpCode::Control(Control::Ping) => return Ok(Some(Event::Ping(payload))),
                OpCode::Control(Control::Pong) => return Ok(Some(Event::Pong)),
                OpCode::Control(_) => return close(&payload).map(Some),
                OpCode::Data(_) => {
                    let mut message = self.message.take().unwrap_or_default();
                    message.extend(payload);
                    if last {
                        let text = String::from_utf8(message);
                        return text
                            .map(|it| Some(Event::Text(it)))
                            .map_err(|_| Fault::GARBLED);
                    }
                    self.message = Some(message);
                }
            }
        }
        Ok(None)
    }

    /// La trame qui suit, démasquée.
    fn frame(&mut self) -> Result<Option<(OpCode, bool, Vec<u8>)>, Fault> {
        if self.header.is_none() {
            let mut cursor = Cursor::new(&self.input);
            let parsed = FrameHeader::parse(&mut cursor).map_err(|_| Fault::PROTOCOL)?;
            let Some((header, length)) = parsed else {
                return Ok(None);
            };
            let read = usize::try_from(cursor.position()).unwrap_or(usize::MAX);
            self.input.drain(..read);
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            self.check(&header, length)?;
            self.header = Some((header, length));
        }
        match self.header.take() {
            Some((header, length)) if length <= self.input.len() => {
                let mut payload: Vec<u8> = self.input.drain(..length).collect();
                let mask = header.mask.unwrap_or_default();
                for (byte, mask) in payload.iter_mut().zip(mask.iter().cycle()) {
                    *byte ^= mask;
                }
                Ok(Some((header.opcode, header.is_final, payload)))
            }
            waiting => {
                self.header = waiting;
                Ok(None)
            }
        }
    }

    /// Refuse une trame dès son en-tête.
    fn check(&self, header: &FrameHeader, length: usize) -> Result<(), Fault> {
        if header.rsv1 || header.rsv2 || header.rsv3 || header.mask.is_none() {
            return Err(Fault::PROTOCOL);
        }
        let held = self.message.as_ref().map(Vec::len);
        match header.opcode {
            OpCode::Control(_) if length > CONTROL_BYTES || !header.is_final => {
                return Err(Fault::PROTOCOL);
            }
            OpCode::Control(_) => return Ok(()),
            OpCode::Data(Data::Continue) if held.is_none() => return Err(Fault::PROTOCOL),
            OpCode::Data(Data::Continue) => {}
            OpCode::Data(_) if held.is_some() => return Err(Fault::PROTOCOL),
            OpCode::Data(Data::Binary) => return Err(Fault::BINARY),
            OpCode::Data(_) => {}
        }
        match length.saturating_add(held.unwrap_or(0)) > MESSAGE_BYTES {
            true => Err(Fault::LONG),
            false => Ok(()),
        }
    }
}

/// Ce que dit une trame de fermeture.
fn close(payload: &[u8]) -> Result<Event, Fault> {
    let Some((code, reason)) = payload.split_first_chunk() else {
        return match payload.is_empty() {
            true => Ok(Event::Close(None)),
            false => Err(Fault::PROTOCOL),
        };
    };
    let code = u16::from_be_bytes(*code);
    if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
        return Err(Fault::PROTOCOL);
    }
    match std::str::from_utf8(reason) {
        Ok(_) => Ok(Event::Close(Some(code))),
        Err(_) => Err(Fault::GARBLED),
    }
}

/// Ajoute à `output` une trame du serveur, entière et sans masque.
pub fn write(opcode: OpCode, payload: &[u8], output: &mut Vec<u8>) {
    let header = FrameHeader {
        opcode,
        ..FrameHeader::default()
    };
    let length = u64::try_from(payload.len()).unwrap_or(u64::MAX);
    // Écrire dans un vecteur n'échoue pas.
    let _ = header.format(length, output);
    output.extend_from_slice(payload);
}

/// Ajoute à `output` une annonce, ou ce qui en tient lieu.
pub fn write_text(text: &str, output: &mut Vec<u8>) {
    write(OpCode::Data(Data::Text), text.as_bytes(), output);
}

/// Ajoute à `output` une trame de fermeture ; sans code, elle n'en a pas.
pub fn write_close(code: Option<u16>, reason: &str, output: &mut Vec<u8>) {
    let mut payload = Vec::new();
    if let Some(code) = code {
        payload.extend(code.to_be_bytes());
        payload.extend(reason.as_bytes());
    }
    write(OpCode::Control(Control::Close), &payload, output);
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

    /// Une trame masquée, dont le premier octet est donné.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![first];
        match payload.len() {
            length @ 0..=125 => bytes.push(0x80 | u8::try_from(length).unwrap()),
            length => {
                bytes.push(0x80 | 126);
                bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
        }
        bytes.extend(MASK);
        bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(b, m)| b ^ m));
        bytes
    }

    /// Tout ce que disent ces octets, donnés par morceaux de `size`.
    fn read(bytes: &[u8], size: usize) -> (Vec<Event>, Option<Fault>) {
        let mut frames = Frames::default();
        let mut events = Vec::new();
        for chunk in bytes.chunks(size) {
            frames.feed(chunk);
            loop {
                match frames.event() {
                    Ok(Some(event)) => events.push(event),
                    Ok(None) => break,
                    Err(fault) => return (events, Some(fault)),
                }
            }
        }
        (events, None)
    }

    #[test]
    fn l_exemple_de_la_rfc_se_lit_meme_octet_par_octet() {
        let hello = [
            0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
        ];
        for size in [1, 2, 7, 100] {
            let expected = (vec![Event::Text("Hello".to_owned())], None);
            assert_eq!(read(&hello, size), expected);
        }
    }

    #[test]
    fn un_message_en_morceaux_laisse_passer_un_ping() {
        let bytes = [
            frame(0x01, "é".as_bytes().get(..1).unwrap()),
            frame(0x89, b"ici"),
            frame(0x00, "é".as_bytes().get(1..).unwrap()),
            frame(0x80, b""),
            frame(0x88, &[0x03, 0xe8]),
        ]
        .concat();
        let (events, fault) = read(&bytes, 3);
        assert_eq!(fault, None);
        assert_eq!(
            events,
            [
                Event::Ping(b"ici".to_vec()),
                Event::Text("é".to_owned()),
                Event::Close(Some(1000)),
            ]
        );
    }

    #[test]
    fn chaque_faute_a_son_code() {
        let unmasked = vec![0x81, 0x01, b'a'];
        let huge = vec![
            0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
        ];
        for (bytes, fault) in [
            (unmasked, Fault::PROTOCOL),
            (frame(0xc1, b"a"), Fault::PROTOCOL),
            (frame(0x83, b"a"), Fault::PROTOCOL),
            (frame(0x8b, b"a"), Fault::PROTOCOL),
            (frame(0x09, b"a"), Fault::PROTOCOL),
            (frame(0x89, &[0; 126]), Fault::PROTOCOL),
            (frame(0x80, b"a"), Fault::PROTOCOL),
            (
                [frame(0x01, b"a"), frame(0x81, b"b")].concat(),
                Fault::PROTOCOL,
            ),
            (frame(0x88, &[3]), Fault::PROTOCOL),
            (frame(0x88, &[0x03, 0xed]), Fault::PROTOCOL),
            (frame(0x88, &[0x03, 0xee]), Fault::PROTOCOL),
            (frame(0x88, &[0x0b, 0xb7]), Fault::PROTOCOL),
            (frame(0x88, &[0x03, 0xe8, 0xff]), Fault::GARBLED),
            (frame(0x82, b"a"), Fault::BINARY),
            (frame(0x81, &[0xff]), Fault::GARBLED),
            (frame(0x81, &[b'a'; 4097]), Fault::LONG),
            (
                [frame(0x01, &[b'a'; 4096]), frame(0x80, b"a")].concat(),
                Fault::LONG,
            ),
            (huge, Fault::LONG),
        ] {
            let shown = bytes.get(..8.min(bytes.len())).unwrap();
            assert_eq!(read(&bytes, 5), (vec![], Some(fault)), "{shown:x?}");
        }
    }

    #[test]
    fn les_bornes_sont_permises() {
        let longest = vec![b'a'; 4096];
        let (events, fault) = read(&frame(0x81, &longest), 1000);
        assert_eq!((events.len(), fault), (1, None));
        assert_eq!(read(&frame(0x89, &[7; 125]), 9).1, None);
    }

    #[test]
    fn une_trame_du_serveur_n_est_pas_masquee() {
        let mut bytes = Vec::new();
        write_text("Hello", &mut bytes);
        write_close(Some(1001), "fin", &mut bytes);
        write_close(None, "", &mut bytes);
        assert_eq!(
            bytes,
            [
                0x81, 5, b'H', b'e', b'l', b'l', b'o', 0x88, 5, 0x03, 0xe9, b'f', b'i', b'n', 0x88,
                0
            ]
        );
    }
}
