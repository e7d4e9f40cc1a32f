package main

import (
	"fmt"
	"sync"
)

func main() {
	ouvertes := make(chan string, 1)
	reduites := make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(ouvertes)
		for _, photo := range []string{"lac", "pont", "tour"} {
			// Si personne ne reçoit plus, cet envoi ne finit pas.
			ouvertes <- photo
		}
	})
	wg.Go(func() {
		defer close(reduites)
		for photo := range ouvertes {
			reduites <- "mini-" + photo
		}
	})
	for mini := range reduites {
		fmt.Println(mini)
	}
	wg.Wait()
}
