//! `{{#depot}}` : où est le dépôt du livre, en fin de phrase.

use super::directive::{Directive, Parsed};
use super::reader::Reader;

struct Repository(String);

pub fn parse(_: &str, reader: &mut Reader) -> Parsed {
    let folder = reader.root.display().to_string();
    let text = sentence(reader.repository, reader.published, &folder);
    Ok(Box::new(Repository(text)))
}

/// Un site publié ne dit pas dans quel dossier il a été construit.
fn sentence(address: Option<&str>, published: bool, folder: &str) -> String {
    match address {
        Some(address) => format!("récupérez-le par `git clone {address}`."),
        None if published => {
            "demandez son adresse à qui publie ce livre, et donnez-la à `git clone`.".to_owned()
        }
        None => format!(
            "ce livre est construit depuis le dossier `{folder}`, qui est ce dépôt. Pour le récupérer ailleurs, donnez ce dossier à `git clone`."
        ),
    }
}

impl Directive for Repository {
    fn inline(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_depot_a_une_adresse_ou_un_dossier() {
        let address = Some("https://exemple.org/depot");
        for published in [true, false] {
            let text = sentence(address, published, "/ici");
            assert_eq!(
                text,
                "récupérez-le par `git clone https://exemple.org/depot`."
            );
        }
        assert!(sentence(None, false, "/ici").contains("le dossier `/ici`"));
        let published = sentence(None, true, "/ici");
        assert!(!published.contains("/ici") && published.contains("demandez son adresse"));
    }
}
