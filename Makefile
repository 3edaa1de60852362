# Each target does all its own set-up.
.PHONY: demo test bench crash-test format clean schemas calibrate

demo: ## three organisations' years of generated events, through the real pipeline, to their reports; on a terminal, then a day on the wallboard
	@./metrics demo

test: ## set-up, build, every test
	@eng/test

bench: ## what the product reaches on this machine; ratios side by side in one run
	@eng/setup
	@dotnet run --project tests/Metrics.Benchmarks -c Release --no-restore

crash-test: ## KILLS=n kills of the running service (200 when left out); the last line says what was lost or doubled
	@eng/crash-test $(or $(KILLS),200)

calibrate: ## learn the forecasts' interval quantiles anew from ../shared/series
	@eng/setup
	@dotnet run --project tests/Metrics.Benchmarks -c Release --no-restore -- calibrate src/Metrics.Forecasting/Intervals/quantiles.csv

schemas: ## write schemas/ anew from the C# records and topics
	@eng/setup
	@UPDATE_SCHEMAS=1 dotnet test tests/Metrics.ServiceDesk.Tests -c Release --no-restore --filter SchemaFileTests
	@UPDATE_SCHEMAS=1 dotnet test tests/Metrics.Pipelines.Tests -c Release --no-restore --filter AsyncApiTests

format: ## code style
	@eng/setup
	@dotnet format Metrics.sln --no-restore

clean: ## everything that was built, fetched or loaded
	@rm -rf artifacts data
	@find . -type d \( -name bin -o -name obj -o -name node_modules -o -name TestResults \) -prune -exec rm -rf {} +
