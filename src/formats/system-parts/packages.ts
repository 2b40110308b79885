import type { Dependency } from '../dependencies.ts'

/** What a system is made of besides its own code, as far as it needs care in production. */
export type PartKind = 'database' | 'object store' | 'queue' | 'payments' | 'tokens'

/** What a program that asks for this package talks to; `undefined` where that cannot be told. */
export function partOfPackage({ name, ecosystem, scope }: Dependency): PartKind | undefined {
  if (scope !== 'production') return
  const lower = name.toLowerCase()
  return PACKAGES.find(([, form]) => form.test(`${ecosystem} ${lower}`))?.[0]
}

const PACKAGES: readonly (readonly [part: PartKind, form: RegExp])[] = [
  [
    'database',
    /^(?:pypi (?:psycopg(?:2|2-binary)?|asyncpg|mysqlclient|pymysql|aiomysql|pymongo|motor|mongoengine|beanie|cassandra-driver|cx-oracle|oracledb|pyodbc|dj-database-url|clickhouse-connect)|npm (?:pg|pg-promise|postgres|mysql2?|mariadb|mongodb|mongoose|typeorm|sequelize|@prisma\/client|drizzle-orm|mssql|oracledb|tedious|@mikro-orm\/(?:postgresql|mysql|mongodb)|@neondatabase\/serverless|cassandra-driver)|go (?:github\.com\/(?:lib\/pq|jackc\/pgx(?:\/v\d+)?|go-sql-driver\/mysql|gocql\/gocql|clickhouse\/clickhouse-go(?:\/v\d+)?)|go\.mongodb\.org\/mongo-driver(?:\/v\d+)?|gorm\.io\/driver\/(?:postgres|mysql|sqlserver))|maven (?:org\.postgresql:postgresql|(?:mysql|com\.mysql):mysql-connector-\w+|org\.mariadb\.jdbc:mariadb-java-client|org\.mongodb:\S+|com\.microsoft\.sqlserver:mssql-jdbc|com\.oracle\.database\.jdbc:\S+|org\.springframework\.boot:spring-boot-starter-data-(?:mongodb|cassandra))|rubygems (?:pg|mysql2|mongoid)|packagist (?:doctrine\/(?:orm|dbal|doctrine-bundle)|mongodb\/mongodb)|nuget (?:npgsql(?:\.\S+)?|mysql(?:connector|\.data)|mongodb\.driver|microsoft\.data\.sqlclient|pomelo\.entityframeworkcore\.mysql|microsoft\.entityframeworkcore\.sqlserver)|crates (?:tokio-postgres|postgres|diesel|mongodb|sea-orm))$/,
  ],
  [
    'queue',
    /^(?:pypi (?:celery|kombu|pika|aio-pika|dramatiq|aiokafka|kafka-python|confluent-kafka|faust-streaming|rq|arq)|npm (?:bull|bullmq|kafkajs|amqplib|amqp-connection-manager|@aws-sdk\/client-sqs|rhea|nats)|go (?:github\.com\/(?:segmentio\/kafka-go|ibm\/sarama|shopify\/sarama|confluentinc\/confluent-kafka-go\S*|rabbitmq\/amqp091-go|streadway\/amqp|hibiken\/asynq|twmb\/franz-go)|github\.com\/nats-io\/nats\.go)|maven org\.springframework\.(?:boot:spring-boot-starter-amqp|kafka:spring-kafka|amqp:\S+)|rubygems (?:sidekiq|karafka|bunny|sneakers)|nuget (?:masstransit\S*|rabbitmq\.client|confluent\.kafka|azure\.messaging\.servicebus)|crates (?:lapin|rdkafka)|packagist (?:php-amqplib\/php-amqplib|symfony\/messenger))$/,
  ],
  [
    'payments',
    /^\w+ (?:stripe|@stripe\/stripe-node|github\.com\/stripe\/stripe-go\S*|com\.stripe:stripe-java|stripe\.net|stripe\/stripe-php|braintree|adyen|@adyen\/api-library|xendit-\w+|xendit-python|chapa\S*|paypalrestsdk|@paypal\/\S+|razorpay|mollie-api-\S+|@mollie\/api-client|square|squareup|paystack\S*|flutterwave\S*|mercadopago)$/,
  ],
  [
    'tokens',
    /^(?:pypi (?:pyjwt|python-jose|authlib|djangorestframework-simplejwt|flask-jwt-extended|fastapi-jwt-auth|joserfc)|npm (?:jsonwebtoken|jose|@nestjs\/jwt|passport-jwt)|go github\.com\/(?:golang-jwt\/jwt(?:\/v\d+)?|lestrrat-go\/jwx(?:\/v\d+)?|dgrijalva\/jwt-go)|maven (?:io\.jsonwebtoken:\S+|com\.auth0:java-jwt|com\.nimbusds:nimbus-jose-jwt)|rubygems (?:jwt|devise-jwt)|packagist (?:firebase\/php-jwt|lcobucci\/jwt|tymon\/jwt-auth)|nuget (?:system\.identitymodel\.tokens\.jwt|microsoft\.aspnetcore\.authentication\.jwtbearer)|crates jsonwebtoken)$/,
  ],
]
