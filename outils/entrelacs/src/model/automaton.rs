//! Ce que l'exploration a appris du programme, fil par fil.
//!
//! Un fil est une fonction de ce qu'il observe : après la même suite de
//! réponses, il annonce la même opération. L'automate retient chaque étape
//! ainsi apprise en exécutant le vrai code ; l'exploration n'a plus besoin,
//! ensuite, que de consulter l'automate. Quelques exécutions réelles suffisent
//! alors à explorer des millions d'entrelacements.
//!
//! Deux étapes d'un fil où sa mémoire est la même n'en font qu'une : l'arbre des
//! histoires devient un graphe, et une boucle qui revient au même point un cycle.

use crate::model::id::{Fingerprint, ThreadId, Token};
use crate::model::op::{Effect, Next, Response, Step};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Les étapes connues de tous les fils.
pub(crate) struct Automaton {
    nodes: Vec<Node>,
    /// Les étapes de chaque fil, par l'identité de sa mémoire.
    identities: FxHashMap<(ThreadId, Fingerprint), Vec<u32>>,
    merged: usize,
    learned: usize,
}

/// Une étape d'un fil.
struct Node {
    thread: ThreadId,
    parent: u32,
    via: Option<Response>,
    step: Option<Rc<Step>>,
    children: Vec<(Response, u32)>,
    wrote: bool,
}

/// L'étape d'avant `main`.
pub(crate) const ROOT: u32 = 0;
/// L'étape de tout fil fini.
pub(crate) const FINISHED: u32 = u32::MAX;

impl Default for Automaton {
    /// Un automate qui ne sait rien.
    fn default() -> Self {
        let root = Node {
            thread: ThreadId::MAIN,
            parent: ROOT,
            via: None,
            step: None,
            children: Vec::new(),
            wrote: true,
        };
        Self {
            nodes: vec![root],
            identities: FxHashMap::default(),
            merged: 0,
            learned: 0,
        }
    }
}

impl Automaton {
    /// L'étape qui suit `node` après `response`, si elle est connue.
    pub fn next(&self, node: u32, response: &Response) -> Option<u32> {
        let child = self.child(node, response)?;
        self.nodes[child as usize].step.is_some().then_some(child)
    }

    /// L'étape qui suit `node` après `response`, à apprendre peut-être.
    pub fn next_or_new(&mut self, node: u32, response: &Response, thread: ThreadId) -> u32 {
        if let Some(child) = self.child(node, response) {
            return child;
        }
        let child = u32::try_from(self.nodes.len()).expect("moins de quatre milliards d'étapes");
        self.nodes.push(Node {
            thread,
            parent: node,
            via: Some(response.clone()),
            step: None,
            children: Vec::new(),
            wrote: true,
        });
        self.nodes[node as usize]
            .children
            .push((response.clone(), child));
        child
    }

    fn child(&self, node: u32, response: &Response) -> Option<u32> {
        self.nodes[node as usize]
            .children
            .iter()
            .find_map(|(via, child)| (via == response).then_some(*child))
    }

    /// Ce que le fil annonce à cette étape ; elle doit être connue.
    pub fn step(&self, node: u32) -> &Rc<Step> {
        self.nodes[node as usize]
            .step
            .as_ref()
            .expect("l'étape a été apprise")
    }

    /// Apprend une étape, ou la compare à celle qu'on connaissait : l'ancienne
    /// est rendue si elle diffère. `is_exact` dit si une empreinte ne tient qu'à la
    /// valeur.
    pub fn learn(
        &mut self,
        node: u32,
        step: Step,
        is_exact: impl Fn(Token) -> bool,
    ) -> Result<bool, Rc<Step>> {
        let known = &mut self.nodes[node as usize].step;
        match known {
            None => {
                *known = Some(Rc::new(step));
                self.learned += 1;
                Ok(true)
            }
            Some(known) if **known == step => Ok(false),
            // Les empreintes d'octets peuvent compter des octets morts, qui
            // dépendent de l'histoire.
            Some(known) if exact(known, &is_exact) == exact(&step, &is_exact) => Ok(false),
            Some(known) => Err(known.clone()),
        }
    }

    /// Le nombre d'étapes, connues ou non, fondues ou non.
    pub fn capacity(&self) -> usize {
        self.nodes.len()
    }

    /// Le nombre d'étapes apprises, fondues ou non : ce qui ne change plus quand
    /// il n'y a plus rien à apprendre.
    pub fn learned(&self) -> usize {
        self.learned
    }

    /// Les étapes connues.
    pub fn known_nodes(&self) -> impl Iterator<Item = u32> {
        let nodes = (0_u32..).zip(&self.nodes);
        nodes.filter_map(|(number, node)| node.step.is_some().then_some(number))
    }

    /// Les étapes qui peuvent suivre `node` : celles du fil, et le début des fils
    /// qu'il lance.
    pub fn next_nodes(&self, node: usize) -> impl Iterator<Item = &u32> {
        self.nodes[node].children.iter().map(|(_, child)| child)
    }

    /// Vrai si le fil qui annonce sa fin à cette étape a paniqué, ou si on ne le
    /// sait pas encore.
    pub fn may_panic(&self, node: u32) -> bool {
        let ends = &self.nodes[node as usize].children;
        ends.is_empty()
            || ends
                .iter()
                .any(|(_, end)| match &self.nodes[*end as usize].step {
                    Some(step) => matches!(step.next, Next::Finished(Err(_))),
                    None => true,
                })
    }

    /// Le fil d'une étape.
    pub fn thread(&self, node: u32) -> ThreadId {
        self.nodes[node as usize].thread
    }

    /// Le nombre d'étapes connues.
    pub fn len(&self) -> usize {
        self.nodes.len() - self.merged
    }

    /// Reconnaît à `node`, qui vient d'être apprise, une étape déjà connue du même
    /// fil : même mémoire, même annonce. La dernière réponse mène alors à celle-ci,
    /// qui est rendue.
    pub fn merge(&mut self, node: u32, identity: Fingerprint) -> u32 {
        let at = &self.nodes[node as usize];
        let (parent, via) = (at.parent, at.via.clone());
        let twins = self.identities.entry((at.thread, identity)).or_default();
        let twin = twins
            .iter()
            .copied()
            .find(|&twin| self.nodes[twin as usize].step == at.step);
        let Some(twin) = twin else {
            twins.push(node);
            return node;
        };
        self.merged += 1;
        for (response, child) in &mut self.nodes[parent as usize].children {
            if Some(&*response) == via.as_ref() {
                *child = twin;
            }
        }
        twin
    }

    /// Note si le fil, fini à cette étape, a pu écrire dans ce qu'il empruntait.
    pub fn set_wrote(&mut self, node: u32, wrote: bool) {
        self.nodes[node as usize].wrote = wrote;
    }

    /// Ce qu'a noté [`Self::set_wrote`] ; vrai si l'on n'en sait rien.
    pub fn wrote(&self, node: u32) -> bool {
        self.nodes[node as usize].wrote
    }

    /// Vrai si l'étape a été apprise.
    pub fn is_known(&self, node: u32) -> bool {
        self.nodes[node as usize].step.is_some()
    }
}

/// L'étape, sans ce que ses empreintes d'octets ont d'incertain, ni les contenus
/// empruntés, qui ne se calculent qu'en l'apprenant.
fn exact(step: &Step, is_exact: impl Fn(Token) -> bool) -> Step {
    let mut exact = step.with_tokens(|token| match is_exact(token) {
        true => token,
        false => Token::UNIT,
    });
    exact
        .effects
        .retain(|effect| !matches!(effect, Effect::SetContent(..)));
    exact
}
