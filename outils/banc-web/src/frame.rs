//! Les trames de WebSocket (RFC 6455, 5.2), écrites et lues à la main : un client
//! qui ne saurait que bien faire ne provoquerait aucune faute.

/// Les sortes de trames.
pub mod opcode {
    /// La suite d'un message fragmenté.
    pub const CONTINUATION: u8 = 0x0;
    /// Du texte.
    pub const TEXT: u8 = 0x1;
    /// Des octets.
    pub const BINARY: u8 = 0x2;
    /// La fermeture.
    pub const CLOSE: u8 = 0x8;
    /// « Es-tu là ? »
    pub const PING: u8 = 0x9;
    /// « Je suis là. »
    pub const PONG: u8 = 0xA;
}

/// Une trame, telle qu'elle va sur le réseau.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Faux si d'autres fragments suivent.
    pub last: bool,
    /// Les trois bits réservés, à zéro.
    pub reserved: u8,
    /// La sorte : voir [`opcode`].
    pub opcode: u8,
    /// Vrai si elle est masquée, comme toute trame d'un client.
    pub masked: bool,
    /// Son contenu, sans masque.
    pub payload: Vec<u8>,
}

impl Frame {
    /// Une trame juste d'un client, entière.
    pub fn new(opcode: u8, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            last: true,
            reserved: 0,
            opcode,
            masked: true,
            payload: payload.into(),
        }
    }

    /// Un message de texte, en une trame.
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(opcode::TEXT, text.into())
    }

    /// Une fermeture ; sans code si `code` est nul.
    pub fn close(code: u16, reason: &[u8]) -> Self {
        let mut payload = Vec::new();
        if code != 0 {
            payload.extend(code.to_be_bytes());
            payload.extend(reason);
        }
        Self::new(opcode::CLOSE, payload)
    }

    /// La même, que d'autres fragments suivent.
    pub fn followed(mut self) -> Self {
        self.last = false;
        self
    }

    /// Ses octets. Le masque est toujours le même : il ne cache rien ici.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![u8::from(self.last) << 7 | self.reserved << 4 | self.opcode];
        let mask = u8::from(self.masked) << 7;
        let length = self.payload.len();
        match (u8::try_from(length), u16::try_from(length)) {
            (Ok(short @ ..126), _) => bytes.push(mask | short),
            (_, Ok(middle)) => {
                bytes.push(mask | 126);
                bytes.extend(middle.to_be_bytes());
            }
            _ => {
                bytes.push(mask | 127);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        if self.masked {
            bytes.extend(MASK);
            bytes.extend(
                self.payload
                    .iter()
                    .zip(MASK.iter().cycle())
                    .map(|(b, m)| b ^ m),
            );
        } else {
            bytes.extend(&self.payload);
        }
        bytes
    }

    /// La première trame de `bytes` et sa longueur, si elle y est entière.
    pub fn parse(bytes: &[u8]) -> Option<(Self, usize)> {
        let (&first, &second) = (bytes.first()?, bytes.get(1)?);
        let (length, mut at) = match second & 0x7f {
            126 => (
                u64::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?)),
                4,
            ),
            127 => (u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?), 10),
            short => (u64::from(short), 2),
        };
        let masked = second & 0x80 != 0;
        let mask: [u8; 4] = match masked {
            true => bytes.get(at..at + 4)?.try_into().ok()?,
            false => [0; 4],
        };
        at += if masked { 4 } else { 0 };
        let end = at.checked_add(usize::try_from(length).ok()?)?;
        let payload = bytes.get(at..end)?.iter().zip(mask.iter().cycle());
        let frame = Self {
            last: first & 0x80 != 0,
            reserved: first >> 4 & 0x7,
            opcode: first & 0xf,
            masked,
            payload: payload.map(|(b, m)| b ^ m).collect(),
        };
        Some((frame, end))
    }
}

const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

#[cfg(test)]
mod tests {
    use super::*;

    /// Les exemples de la RFC 6455, 5.7.
    #[test]
    fn les_exemples_de_la_norme() {
        let masked = Frame::text("Hello");
        let bytes = [
            0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58,
        ];
        assert_eq!(masked.bytes(), bytes);
        assert_eq!(Frame::parse(&bytes), Some((masked, bytes.len())));

        let mut plain = Frame::new(opcode::TEXT, "Hel").followed();
        plain.masked = false;
        assert_eq!(plain.bytes(), [0x01, 0x03, 0x48, 0x65, 0x6c]);

        let mut long = Frame::new(opcode::BINARY, vec![0; 256]);
        long.masked = false;
        assert_eq!(long.bytes()[..4], [0x82, 0x7E, 0x01, 0x00]);
        long.payload = vec![0; 65_536];
        assert_eq!(long.bytes()[..10], [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0]);
    }

    #[test]
    fn une_trame_coupee_n_est_pas_lue_et_une_autre_peut_la_suivre() {
        for length in [0, 1, 125, 126, 65_535, 65_536] {
            let frame = Frame::new(opcode::TEXT, vec![b'a'; length]);
            let mut bytes = frame.bytes();
            let whole = bytes.len();
            for cut in (0..whole.min(20)).chain([whole - 1]) {
                assert_eq!(Frame::parse(&bytes[..cut]), None);
            }
            bytes.push(0x81);
            assert_eq!(Frame::parse(&bytes), Some((frame, whole)));
        }
        let huge = [0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(Frame::parse(&huge), None);
    }
}
