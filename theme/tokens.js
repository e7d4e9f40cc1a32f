// @ts-check
'use strict';

/*
 * Les éléments d'un programme Rust, comme rustc les lit : deux textes qui ont les
 * mêmes sont le même programme, aux commentaires et à la mise en page près. Au doute,
 * deux textes diffèrent.
 *
 * `outils/mdbook-cours/tests/tokens.rs` le compare à un vrai lecteur de Rust.
 */
(function tokensOfRust() {
    /** Les signes qui n'en font qu'un, les plus longs d'abord. */
    const SIGNS = '<<= >>= ... ..= :: -> => == != <= >= && || += -= *= /= %= ^= &= |= << >> ..'
        .split(' ').map(sign => sign.replace(/[|*+.^]/g, '\\$&'));
    const TOKEN = new RegExp([
        '(?<skip>\\s+|//[^\\n]*)',
        '(?:r|br|cr)(?<hashes>#*)"[^]*?"\\k<hashes>',
        '[bc]?"(?:\\\\[^]|[^"\\\\])*"',
        "b?'(?:\\\\(?:u\\{[^}]*\\}|x[0-9a-fA-F]{2}|[^])|[^'\\\\\\n])'",
        "'[\\p{XID_Start}_]\\p{XID_Continue}*",
        '(?:r#)?[\\p{XID_Start}_]\\p{XID_Continue}*',
        '\\d[\\d_]*(?:\\.(?![._\\p{XID_Start}])[\\d_]*)?(?:[eE][+\\-]?[\\d_]+)?\\w*',
        SIGNS.join('|'),
        '[^]',
    ].join('|'), 'yu');

    /** Où finit le commentaire qui commence là ; ils s'emboîtent. @param {string} text @param {number} start */
    function endOfComment(text, start) {
        const mark = /\/\*|\*\//g;
        mark.lastIndex = start;
        let depth = 0;
        for (let found = mark.exec(text); found; found = mark.exec(text)) {
            depth += found[0] === '/*' ? 1 : -1;
            if (depth === 0) {
                return mark.lastIndex;
            }
        }
        return text.length;
    }

    window.courseTokens = text => {
        const tokens = [];
        for (let at = 0; at < text.length;) {
            if (text.startsWith('/*', at)) {
                at = endOfComment(text, at);
                continue;
            }
            TOKEN.lastIndex = at;
            const found = TOKEN.exec(text);
            if (!found) {
                break;
            }
            if (found.groups?.skip === undefined) {
                tokens.push(found[0]);
            }
            at = TOKEN.lastIndex;
        }
        return tokens;
    };
})();
