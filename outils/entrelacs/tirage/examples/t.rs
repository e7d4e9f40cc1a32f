use entrelacs_tirage::*;
fn main(){
 let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
 let t=std::time::Instant::now();
 let (mut states,mut inc,mut outs,mut kinds)=(0,0,0,[0;4]);
 let mut hist=[0usize;6];
 for s in 0..n { let p=draw(s); let r=Reference::of(&p,20000); states+=r.states; if !r.complete {inc+=1;} else {outs+=r.endings.len(); hist[(r.endings.len() as f64).log2() as usize % 6]+=1;}
  for k in r.endings { kinds[k.kind as usize]+=1; } }
 println!("{states} états, {inc} incomplets, {outs} issues {kinds:?} {hist:?} {:?}", t.elapsed());
}
