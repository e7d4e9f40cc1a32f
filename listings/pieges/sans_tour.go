package main

import (
	"fmt"
	"sync"
)

var parole sync.Mutex

func parler(nom string) {
	for i := 0; i < 2; i++ {
		parole.Lock()
		fmt.Println(nom, "parle")
		parole.Unlock()
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); parler("Ana") }()
	go func() { defer wg.Done(); parler("Luc") }()
	wg.Wait()
}
