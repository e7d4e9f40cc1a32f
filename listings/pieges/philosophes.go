package main

import (
	"fmt"
	"sync"
)

const convives = 3

var fourchettes [convives]sync.Mutex

func diner(id int) {
	gauche, droite := &fourchettes[id], &fourchettes[(id+1)%convives]
	gauche.Lock()
	defer gauche.Unlock()
	// Et si chacun tient celle de gauche ?
	droite.Lock()
	defer droite.Unlock()
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
