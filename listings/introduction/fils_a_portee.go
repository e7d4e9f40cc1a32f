package main

import (
	"fmt"
	"sync"
)

func somme(nombres []int) (total int) {
	for _, n := range nombres {
		total += n
	}
	return total
}

func main() {
	nombres := []int{1, 2, 3, 4, 5, 6}
	debut, fin := nombres[:3], nombres[3:]

	// Rien n'oblige à attendre ici ; sans Wait, a et b seraient lues
	// pendant qu'elles sont écrites.
	var a, b int
	var wg sync.WaitGroup
	wg.Go(func() { a = somme(debut) })
	wg.Go(func() { b = somme(fin) })
	wg.Wait()

	fmt.Printf("%d + %d = %d\n", a, b, a+b)
	fmt.Printf("Toujours à nous : %d nombres\n", len(nombres))
}
