package main

import (
	"fmt"
	"sync"
)

func worker(id int) {
	fmt.Printf("Ouvrier %d terminé\n", id)
}

func main() {
	var wg sync.WaitGroup
	for id := 1; id <= 3; id++ {
		// wg.Add(1), puis wg.Done() à la fin
		wg.Go(func() { worker(id) })
	}
	wg.Wait()
	fmt.Println("Tous les ouvriers ont terminé")
}
