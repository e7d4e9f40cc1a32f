package main

import (
	"fmt"
	"sync"
)

var carres = sync.OnceValue(func() []int {
	fmt.Println("calcul de la table")
	table := make([]int, 10)
	for n := range table {
		table[n] = n * n
	}
	return table
})

func main() {
	fmt.Println("début")
	resultats := make(chan int)
	for _, n := range []int{3, 4} {
		go func() { resultats <- carres()[n] }()
	}
	fmt.Println("somme :", <-resultats+<-resultats)
}
