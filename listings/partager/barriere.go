package main

import (
	"fmt"
	"sync"
)

func main() {
	var prets, fin sync.WaitGroup
	prets.Add(2)

	for _, nom := range []string{"Ana", "Luc"} {
		fin.Go(func() {
			fmt.Println(nom, "est prêt")
			prets.Done() // je suis arrivé…
			prets.Wait() // … et j'attends les autres
			fmt.Println(nom, "part")
		})
	}
	fin.Wait()
}
