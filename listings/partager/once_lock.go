package main

import (
	"fmt"
	"sync"
)

var clef = sync.OnceValue(func() string {
	fmt.Println("lecture de la clef")
	return "sésame"
})

func main() {
	var wg sync.WaitGroup
	wg.Go(func() { fmt.Println("Ana :", clef()) })
	wg.Go(func() { fmt.Println("Luc :", clef()) })
	wg.Wait()
}
