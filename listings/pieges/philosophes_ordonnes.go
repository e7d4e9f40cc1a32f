package main

import (
	"fmt"
	"sync"
)

const convives = 3

var fourchettes [convives]sync.Mutex

func diner(id int) {
	premiere, seconde := id, (id+1)%convives
	// Le dernier prend donc d'abord celle de droite.
	if premiere > seconde {
		premiere, seconde = seconde, premiere
	}
	fourchettes[premiere].Lock()
	defer fourchettes[premiere].Unlock()
	fourchettes[seconde].Lock()
	defer fourchettes[seconde].Unlock()
	fmt.Printf("Philosophe %d mange\n", id)
}

func main() {
	var wg sync.WaitGroup
	for id := range convives {
		wg.Go(func() { diner(id) })
	}
	wg.Wait()
	fmt.Println("Fin du repas")
}
