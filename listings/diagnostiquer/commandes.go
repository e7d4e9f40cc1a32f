package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	stock := 3
	commandes := make(chan string, 1)
	var wg sync.WaitGroup
	wg.Go(func() {
		for plat := range commandes {
			mu.Lock()
			stock--
			mu.Unlock()
			fmt.Println(plat, "servi")
		}
	})
	for _, plat := range []string{"riz", "thé", "pain"} {
		mu.Lock()
		if stock > 0 {
			commandes <- plat
		}
		mu.Unlock()
	}
	close(commandes)
	wg.Wait()
}
