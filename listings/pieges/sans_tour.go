package main

import (
	"fmt"
	"sync"
)

var parole sync.Mutex

func parler(nom string) {
	for range 2 {
		parole.Lock()
		fmt.Println(nom, "parle")
		parole.Unlock()
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { parler("Ana") })
	wg.Go(func() { parler("Luc") })
	wg.Wait()
}
