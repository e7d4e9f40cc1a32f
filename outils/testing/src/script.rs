//! Un script de la page, appelé par un test Rust.

use crate::root;
use serde_json::Value;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

/// Ce que vaut l'expression JavaScript `act`, où `window` a ce que le script `script`
/// (depuis la racine du dépôt) y met, et `input` est la valeur donnée. Rien si Node.js
/// n'est pas installé.
///
/// # Panics
///
/// Si le script ou l'expression échoue.
pub fn script(script: &str, act: &str, input: &Value) -> Option<Value> {
    let harness = format!(
        "const window = {{}};
         require('vm').runInNewContext(require('fs').readFileSync(process.argv[1], 'utf8'), {{ window }});
         let read = '';
         process.stdin.on('data', part => {{ read += part; }}).on('end', () => {{
             const input = JSON.parse(read);
             process.stdout.write(JSON.stringify({act}));
         }});"
    );
    let mut node = Command::new("node")
        .args(["-e", &harness])
        .arg(root().join(script))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut pipe = node.stdin.take().expect("son entrée est un tube");
    let text = input.to_string();
    let writer = thread::spawn(move || pipe.write_all(text.as_bytes()));
    let output = node.wait_with_output().expect("node répond");
    let written = writer.join().expect("rien ne panique en écrivant");
    assert!(output.status.success(), "{script} échoue");
    written.expect("node lit tout");
    Some(serde_json::from_slice(&output.stdout).expect("node répond en JSON"))
}
