package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	reveil := sync.NewCond(&mu)
	go func() {
		fmt.Println("C'est prêt")
		reveil.Signal() // si personne n'attend, il se perd
	}()
	mu.Lock()
	reveil.Wait()
	mu.Unlock()
	fmt.Println("Réveillé")
}
