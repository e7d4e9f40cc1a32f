package main

import (
	"fmt"
	"sync"
)

type Porte struct {
	mu      sync.Mutex
	ouverte bool
	change  *sync.Cond
}

func (p *Porte) passer(nom string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.ouverte {
		// Libère le verrou, dort, puis reprend le verrou.
		p.change.Wait()
	}
	fmt.Println(nom, "passe")
}

func (p *Porte) ouvrir() {
	p.mu.Lock()
	p.ouverte = true
	p.mu.Unlock()
	p.change.Broadcast()
}

func main() {
	porte := &Porte{}
	porte.change = sync.NewCond(&porte.mu)
	var wg sync.WaitGroup
	wg.Go(func() { porte.passer("Ana") })
	wg.Go(func() { porte.passer("Luc") })
	porte.ouvrir()
	wg.Wait()
}
