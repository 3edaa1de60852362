using System.Text.Json.Nodes;
using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Metrics.Host.Web;

/// <summary>What is told of a route: in a sentence, what may be asked, and an example that is answered.</summary>
/// <param name="Summary">The sentence.</param>
/// <param name="Role">The role that it needs.</param>
/// <param name="Example">A question of it, from <c>/api/v1</c> on; for posts the body.</param>
/// <param name="Asks">The parameters that it reads; <see cref="ApiDocument"/> tells what they are.</param>
/// <param name="Answers">The kinds of answers.</param>
/// <param name="Status">The status of a good answer.</param>
internal sealed record RouteText(string Summary, ApiRole Role, string Example, string[] Asks, string[] Answers, int Status = 200);

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>: of every route for programs, with parameters and an example question.</summary>
internal static class ApiDocument
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";
    private const string Key = "key";

    private static readonly string[] Cut = ["unit", "customer", "case-type", "channel", "queue", "service"];

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["organisation"] = "Whose figures: an id of pipelines/organisations; default when left out.",
        ["kpi"] = "A KPI of the catalogue (GET catalogue); several times for several, left out for all.",
        ["from"] = "The first day: 2025-03-01.",
        ["to"] = "The first day after.",
        ["by"] = "The length of a period: 15min, hour, day, week, month, tertial, year or total; of forecasts month, day or 30min.",
        ["per"] = "A row for each member: unit, customer, case-type, channel, queue or service; may be given several times.",
        ["asOf"] = "As it was known then: a day (its end is meant) or a date-time with offset; now when left out.",
        ["format"] = "What the answer is: json or csv, of rows csv or parquet, of reports json, md, html, csv or xlsx.",
        ["lang"] = "sv or en.",
        ["period"] = "2025, 2025-T1, 2025-03, 2025-W11, 2025-03-11, several in a row (2025-01..2025-03), an hour or quarter as answers print it (2025-03-11T08+01:00), or total.",
        ["variant"] = "A variant of the KPI, as rows name it: of-offered-120; the contractual one when left out.",
        ["measure"] = "A KPI of the catalogue.",
        ["kind"] = "tickets, hand-overs, contacts or volumes.",
        ["indicator"] = "An indicator of the organisation's report, by id or label.",
        ["column"] = "The column's key: outcome-ytd when left out.",
        ["section"] = "The section's id; the first that has the indicator when left out.",
        ["member"] = "The member, in a section by members.",
        ["horizon"] = "How many values, at most 400.",
        ["origin"] = "The first day to forecast, as if nothing of it were known.",
        ["day"] = "The day to plan; the next that isn't known when left out.",
        ["handling"] = "Mean seconds that a call takes.",
        ["within"] = "Seconds that an answer may take; 120 when left out.",
        ["share"] = "Per cent of the calls that are to be answered in that time; 92 when left out.",
        ["patience"] = "Mean seconds that callers wait before they hang up (Erlang A); for ever when left out (Erlang C).",
        ["at"] = "The moment; now when left out.",
        ["all"] = "true: also what has time left.",
        ["source"] = "Only of this source.",
        ["after"] = "Only what comes after this place: the next of the answer before.",
        ["limit"] = "At most so many.",
        ["last"] = "Only the last so many, instead of those after a place.",
        ["id"] = "The alarm's id.",
        ["unit"] = "Only of this unit.",
        ["customer"] = "Only of this customer.",
        ["case-type"] = "Only of this case type.",
        ["channel"] = "Only of this channel.",
        ["queue"] = "Only of this queue.",
        ["service"] = "Only of this service.",
    };

    /// <summary>Tells of a route.</summary>
    /// <param name="route">The route.</param>
    /// <param name="summary">What it answers.</param>
    /// <param name="example">A question of it, from <c>/api/v1</c> on.</param>
    /// <param name="asks">What it reads; <c>cut</c> is every dimension.</param>
    /// <param name="answers">The kinds of answers; JSON when left out.</param>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string summary, string example, string[] asks, params string[] answers)
        => route.WithMetadata(new RouteText(summary, ApiRole.Read, example, [.. asks.SelectMany(a => a == "cut" ? Cut : [a])], answers.Length == 0 ? [Json] : answers));

    /// <summary>Tells of a route that takes something.</summary>
    /// <param name="route">The route.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="body">An example of what it takes; empty for nothing.</param>
    /// <param name="asks">What it reads besides.</param>
    /// <param name="role">The role that it needs.</param>
    /// <param name="status">The status of a good answer; 204 has no body.</param>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, string summary, string body, string[] asks, ApiRole role, int status)
        => route.WithMetadata(new RouteText(summary, role, body, asks, status == 204 ? [] : [Json], status)).Requires(role);

    /// <summary>Makes the document when it is asked for.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = of => of.ActionDescriptor.EndpointMetadata.OfType<RouteText>().Any();
        options.AddOperationTransformer((operation, context, _) =>
        {
            Tell(operation, context.Description.HttpMethod ?? "GET", context.Description.ActionDescriptor.EndpointMetadata.OfType<RouteText>().First());
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Metrics", Version = "1", Description = "Figures of a service centre, each with its receipt. Errors are application/problem+json, whose detail says what is wrong and what to do. Answers in JSON carry an ETag." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of the service (metrics key); whoever asks this machine from this machine needs none." },
            };
            return Task.CompletedTask;
        });
    });

    private static void Tell(OpenApiOperation operation, string method, RouteText text)
    {
        operation.Summary = text.Summary;
        operation.Description = $"Needs the role {ServiceDesk.Events.Words.Of(text.Role)}.";
        operation.Parameters ??= [];
        // Those of the path are known; the others are read one by one.
        foreach (var one in operation.Parameters.Where(p => p.In == ParameterLocation.Query).ToArray()) operation.Parameters.Remove(one);
        foreach (var name in text.Asks) operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = Schema(name) });
        var examples = method == "GET" ? Examples(text.Example) : [];
        var places = method == "GET" ? text.Example.Split('?')[0].Split('/') : [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description = Parameters[parameter.Name!];
            if (parameter.In == ParameterLocation.Path) parameter.Example = places.Length > 1 ? Uri.UnescapeDataString(parameter.Name == "indicator" ? places[^1] : places[1]) : null;
            else if (examples.TryGetValue(parameter.Name!, out var values)) parameter.Example = Schema(parameter.Name!).Type == JsonSchemaType.Array ? new JsonArray([.. values.Select(v => (JsonNode)v)]) : values[0];
        }

        if (method == "POST" && text.Example.Length > 0)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = new OpenApiMediaType { Example = JsonNode.Parse(text.Example) } } };
        operation.Responses = new OpenApiResponses { [text.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Response("The answer.", text.Answers), ["400"] = Response("What is wrong with the question.", [Problem]), ["401"] = Response("No key, or an unknown one.", [Problem]), ["403"] = Response("The key may not.", [Problem]) };
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key)] = [] }];
    }

    private static OpenApiResponse Response(string description, string[] types)
        => new() { Description = description, Content = types.ToDictionary(t => t, _ => new OpenApiMediaType(), StringComparer.Ordinal) };

    private static OpenApiSchema Schema(string name) => name is "kpi" or "per"
        ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } }
        : new OpenApiSchema { Type = JsonSchemaType.String };

    private static Dictionary<string, string[]> Examples(string question) => question.Split('?') is [_, var asked]
        ? asked.Split('&').Select(p => p.Split('=')).GroupBy(p => p[0], p => Uri.UnescapeDataString(p[1]), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal)
        : [];
}
